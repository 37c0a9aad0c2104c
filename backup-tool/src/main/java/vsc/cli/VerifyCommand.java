// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vsc.file.FileCheck;
import vsc.manager.CheckFile;
import vsc.manager.SecretName;

/** {@code vsc verify}. */
@Command(
        name = "verify",
        description = {
            "Check whether a card's file is whole and was not tampered with.",
            "Without a password, only what can be seen from outside. Nothing is changed."
        })
@NeedsSecrets(SecretName.PASSWORD)
final class VerifyCommand extends VscCommand {
    @Parameters(paramLabel = "FILE|CARD", description = "A file, or a card.")
    private String card = "";

    VerifyCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        FileCheck check = CheckFile.verify(fileOrCard(card), secrets());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("checked", check.checked());
        data.put("notChecked", check.notChecked());
        data.put("remarks", check.remarks());
        StringBuilder text = new StringBuilder();
        check.checked().forEach(line -> text.append("good         %s%n".formatted(line)));
        check.remarks().forEach(line -> text.append("remark       %s%n".formatted(line)));
        check.notChecked().forEach(line -> text.append("not checked  %s%n".formatted(line)));
        terminal().result(verb(), data, text.toString());
        return 0;
    }
}
