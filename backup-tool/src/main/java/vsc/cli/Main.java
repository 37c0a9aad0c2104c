// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The program {@code vsc}. */
@Command(
        name = "vsc",
        description = "Virtual smart cards: encrypted files that are smart cards.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            CreateCommand.class,
            ListCommand.class,
            ShowCommand.class,
            KeyCommand.class,
            CertCommand.class,
            InsertCommand.class,
            RunCommand.class,
            GenerateCompletion.class,
            HelpCommand.class
        },
        footerHeading = "%nA CARD is vsc:LABEL, file:PATH, or just the label of a card on the shelf.%n",
        footer = {
            "Exit codes: 0 done, 2 usage, 3 not found, 4 wrong password, 5 blocked, 6 refused, 7 smart card service or",
            "virtual reader missing, 8 damaged or unknown format, 10 in use, 11 removed, 130 interrupted."
        })
final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine(new Terminal()).execute(args));
    }

    static CommandLine commandLine(Terminal terminal) {
        Factory factory = new Factory(terminal);
        CommandLine line = new CommandLine(new Main(), factory);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(new Failures(terminal));
        line.setParameterExceptionHandler(new UsageErrors(terminal, line.getParameterExceptionHandler()));
        line.setExecutionStrategy(new CommandLine.RunLast());
        line.getSubcommands().get("generate-completion").getCommandSpec().usageMessage().hidden(true);
        SecretOptions.addTo(line, terminal);
        return line;
    }

    /** Gives every command the terminal; they are made by picocli. */
    private record Factory(Terminal terminal) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (VscCommand.class.isAssignableFrom(type)) {
                return type.getDeclaredConstructor(Terminal.class).newInstance(terminal);
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    static List<String> verbs(CommandLine line) {
        return List.copyOf(line.getSubcommands().keySet());
    }
}
