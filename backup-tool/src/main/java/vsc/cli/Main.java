// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import vsc.card.VirtualCards;
import vsc.vpcd.VirtualReader;

/** The program {@code vsc}. */
@Command(
        name = "vsc",
        description = "Virtual smart cards: encrypted files that are smart cards.",
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "VERB",
        footerHeading =
                "%nA CARD is vsc:LABEL, file:PATH, or just the label of a card on the shelf; reader:NUMBER or reader:NAME%nfor the card in a reader.%n",
        footer = {
            "Exit codes: 0 done, 2 usage, 3 not found, 4 wrong password, 5 blocked, 6 refused, 7 smart card service or",
            "virtual reader missing, 8 damaged or unknown format, 9 differs, 10 in use, 11 removed, 130 interrupted."
        })
final class Main {
    private static final String RUN = "run";
    private static final String HOME = "--home";

    private static final String END_OF_OPTIONS = "--";
    private static final String COMPLETION = "generate-completion";
    private static final Set<String> SPEAK_OF_ALL = Set.of("help", COMPLETION);

    /** In the order of the help. The names are those of the classes' annotations, which take long to read. */
    static final List<Verb> VERBS = List.of(
            new Verb(CreateCommand.class, "create"),
            new Verb(ListCommand.class, "list", "ls"),
            new Verb(ShowCommand.class, "show", "info"),
            new Verb(KeyCommand.class, "key", "keys"),
            new Verb(CertCommand.class, "cert", "certs"),
            new Verb(ObjectCommand.class, "object", "objects"),
            new Verb(PinCommand.class, "pin"),
            new Verb(ApduCommand.class, "apdu"),
            new Verb(PasswdCommand.class, "passwd"),
            new Verb(SlotCommand.class, "slot", "slots"),
            new Verb(RecoveryCommand.class, "recovery"),
            new Verb(RekeyCommand.class, "rekey"),
            new Verb(DisableCommand.class, "disable"),
            new Verb(EnableCommand.class, "enable"),
            new Verb(SealCommand.class, "seal"),
            new Verb(LogCommand.class, "log"),
            new Verb(VerifyCommand.class, "verify"),
            new Verb(SalvageCommand.class, "salvage"),
            new Verb(RenameCommand.class, "rename"),
            new Verb(DeleteCommand.class, "delete"),
            new Verb(ImportCommand.class, "import"),
            new Verb(ExportCommand.class, "export"),
            new Verb(InsertCommand.class, "insert", "plug"),
            new Verb(EjectCommand.class, "eject", "unplug"),
            new Verb(TraceCommand.class, "trace"),
            new Verb(ReplayCommand.class, "replay"),
            new Verb(DoctorCommand.class, "doctor"),
            new Verb(ActivateCommand.class, ActivateCommand.NAME),
            new Verb(RunCommand.class, RUN),
            new Verb(GenerateCompletion.class, COMPLETION),
            new Verb(HelpCommand.class, "help"));

    private static final Set<Class<?>> KEEP_CARDS = Set.of(InsertCommand.class, RunCommand.class);

    /** What can stand in the place of the verb. */
    record Verb(Class<?> type, List<String> names) {
        Verb(Class<?> type, String... names) {
            this(type, List.of(names));
        }
    }

    /** For picocli, which fills in what was typed. */
    @Mixin
    @SuppressWarnings("UnusedVariable")
    private final GlobalOptions options;

    private Main(GlobalOptions options) {
        this.options = options;
    }

    public static void main(String[] args) {
        if (args.length > 0 && Runtime.getRuntime().availableProcessors() > 1) {
            rehearse(verbs(List.of(args)));
        }
        System.exit(execute(new Terminal(), List.of(args)));
    }

    /** While the command line is taken apart, which takes just as long. */
    private static void rehearse(List<Verb> verbs) {
        if (verbs.size() == 1 && KEEP_CARDS.contains(verbs.get(0).type())) {
            Thread thread = new Thread(Main::rehearse, "rehearsal");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void rehearse() {
        VirtualCards.rehearse();
        VirtualReader.rehearse();
    }

    /** The words behind the first {@code --} belong to the command of {@code vsc run}. */
    static int execute(Terminal terminal, List<String> args) {
        int end = args.indexOf(END_OF_OPTIONS);
        List<String> own = end < 0 ? args : args.subList(0, end);
        CommandLine line = commandLine(terminal, verbs(own));
        if (end >= 0 && own.contains(RUN)) {
            RunCommand run = subcommand(line, RUN).getCommand();
            run.command(args.subList(end + 1, args.size()));
        } else {
            own = args;
        }
        return line.execute(own.toArray(String[]::new));
    }

    /** Just the verb that was typed, where that is certain: to build all of them takes longer than most of them do. */
    private static List<Verb> verbs(List<String> args) {
        int word = 0;
        while (word < args.size() && args.get(word).startsWith("-")) {
            word += args.get(word).equals(HOME) ? 2 : 1;
        }
        if (word < args.size() && !SPEAK_OF_ALL.contains(args.get(word))) {
            for (Verb verb : VERBS) {
                if (verb.names().contains(args.get(word))) {
                    return List.of(verb);
                }
            }
        }
        return VERBS;
    }

    /** With all verbs. */
    static CommandLine commandLine(Terminal terminal) {
        return commandLine(terminal, VERBS);
    }

    private static CommandLine commandLine(Terminal terminal, List<Verb> verbs) {
        GlobalOptions options = new GlobalOptions(terminal);
        CommandLine line = new CommandLine(new Main(options), new Factory(options));
        verbs.forEach(verb -> line.addSubcommand(verb.type()));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionStrategy(parsed -> {
            options.configureTerminal();
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setExecutionExceptionHandler(new Failures(terminal));
        line.setParameterExceptionHandler(new UsageErrors(terminal, line.getParameterExceptionHandler()));
        if (verbs.size() == VERBS.size()) {
            subcommand(line, COMPLETION).getCommandSpec().usageMessage().hidden(true);
        }
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
