// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import picocli.CommandLine.Command;

/** {@code vsc key}: only its verbs do something. */
@Command(
        name = "key",
        aliases = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "VERB",
        description = "The keys of a card.",
        subcommands = {KeyListCommand.class, KeyGenerateCommand.class, KeyImportCommand.class})
final class KeyCommand {}
