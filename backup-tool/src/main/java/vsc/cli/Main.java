// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.List;
import java.util.Objects;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;

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
            PinCommand.class,
            ApduCommand.class,
            PasswdCommand.class,
            RenameCommand.class,
            DeleteCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            InsertCommand.class,
            EjectCommand.class,
            TraceCommand.class,
            DoctorCommand.class,
            ActivateCommand.class,
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
    private static final String RUN = "run";
    private static final String END_OF_OPTIONS = "--";

    /** For picocli, which fills in what was typed. */
    @Mixin
    @SuppressWarnings("UnusedVariable")
    private final GlobalOptions options;

    private Main(GlobalOptions options) {
        this.options = options;
    }

    public static void main(String[] args) {
        System.exit(execute(new Terminal(), List.of(args)));
    }

    /** The words behind the first {@code --} belong to the command of {@code vsc run}. */
    static int execute(Terminal terminal, List<String> args) {
        CommandLine line = commandLine(terminal);
        int end = args.indexOf(END_OF_OPTIONS);
        List<String> own = end < 0 ? args : args.subList(0, end);
        if (end >= 0 && own.contains(RUN)) {
            RunCommand run = subcommand(line, RUN).getCommand();
            run.command(args.subList(end + 1, args.size()));
        } else {
            own = args;
        }
        return line.execute(own.toArray(String[]::new));
    }

    static CommandLine commandLine(Terminal terminal) {
        GlobalOptions options = new GlobalOptions(terminal);
        CommandLine line = new CommandLine(new Main(options), new Factory(options));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionStrategy(parsed -> {
            options.configureTerminal();
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setExecutionExceptionHandler(new Failures(terminal));
        line.setParameterExceptionHandler(new UsageErrors(terminal, line.getParameterExceptionHandler()));
        subcommand(line, "generate-completion").getCommandSpec().usageMessage().hidden(true);
        SecretOptions.addTo(line);
        return line;
    }

    private static CommandLine subcommand(CommandLine line, String name) {
        return Objects.requireNonNull(line.getSubcommands().get(name));
    }

    /** Gives every command the options it shares with the others; picocli makes the commands. */
    private record Factory(GlobalOptions options) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (VscCommand.class.isAssignableFrom(type)) {
                return type.getDeclaredConstructor(GlobalOptions.class).newInstance(options);
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
