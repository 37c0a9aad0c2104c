// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import picocli.CommandLine.Command;

/** {@code vsc slot}: only its verbs do something. */
@Command(
        name = "slot",
        aliases = "slots",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "VERB",
        description = "What a card is opened with.",
        subcommands = {SlotListCommand.class, SlotAddCommand.class, SlotRemoveCommand.class})
final class SlotCommand {}
