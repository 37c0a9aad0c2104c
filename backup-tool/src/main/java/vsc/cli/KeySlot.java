// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vsc.app.piv.KeyReference;

/** The two arguments that name a key: its card and its place on it. */
final class KeySlot {
    @Parameters(index = "0", paramLabel = "CARD", description = "The card.")
    String card = "";

    @Option(
            names = "--id",
            required = true,
            paramLabel = "KEY",
            converter = SlotOption.class,
            description = "The PIV key: 9a, 9c, 9d, 9e or 82 to 95.")
    KeyReference id = KeyReference.AUTHENTICATION;
}
