// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import picocli.CommandLine.Command;

/** {@code vsc pin}: only its verbs do something. */
@Command(
        name = "pin",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "VERB",
        description = "The PIN and PUK of a card.",
        subcommands = {
            PinStatusCommand.class,
            PinChangeCommand.class,
            PinChangePukCommand.class,
            PinUnblockCommand.class,
            PinRetriesCommand.class,
            PinSetCommand.class
        })
final class PinCommand {}
