// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

/** The secrets an operation may need. Several on one standard input are read in this order, one a line. */
public enum SecretName {
    PASSWORD("password", "Activation password"),
    NEW_PASSWORD("new-password", "New activation password"),
    PIN("pin", "PIN"),
    NEW_PIN("new-pin", "New PIN"),
    PUK("puk", "PUK"),
    NEW_PUK("new-puk", "New PUK"),
    SO_PIN("so-pin", "PIN of the security officer"),
    MANAGEMENT_KEY("management-key", "Management key (hexadecimal)"),
    ADMIN_PIN("admin-pin", "Admin PIN"),
    PASSPHRASE("passphrase", "Passphrase of the file"),
    SHARE("share", "Recovery share");

    private final String option;
    private final String prompt;

    SecretName(String option, String prompt) {
        this.option = option;
        this.prompt = prompt;
    }

    /** The NAME in {@code --NAME-file}. */
    public String option() {
        return option;
    }

    public String prompt() {
        return prompt;
    }
}
