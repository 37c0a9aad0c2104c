// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import picocli.CommandLine.Command;

/** {@code vsc recovery}: only its verbs do something. */
@Command(
        name = "recovery",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "VERB",
        description = "Shares of which some are enough to open a card whose password is lost.",
        subcommands = {RecoverySplitCommand.class, RecoveryCombineCommand.class})
final class RecoveryCommand {}
