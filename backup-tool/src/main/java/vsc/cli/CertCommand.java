// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import picocli.CommandLine.Command;

/** {@code vsc cert}: only its verbs do something. */
@Command(
        name = "cert",
        aliases = "certs",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "VERB",
        description = "The certificates of a card.",
        subcommands = {CertImportCommand.class, CertExportCommand.class, CertSelfSignCommand.class})
final class CertCommand {}
