// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import picocli.CommandLine.Command;

/** {@code vsc object}: only its verbs do something. */
@Command(
        name = "object",
        aliases = "objects",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "VERB",
        description = "The PIV data objects of a card.",
        subcommands = {
            ObjectListCommand.class,
            ObjectGetCommand.class,
            ObjectPutCommand.class,
            ObjectDeleteCommand.class,
            ObjectSignCommand.class
        })
final class ObjectCommand {}
