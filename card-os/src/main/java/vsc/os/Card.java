// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vsc.iso.Aid;
import vsc.iso.Atr;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Transport;

/**
 * A card: command APDU in, response APDU out. Power and reset are cheap; all that a PIN or key has opened ends with them.
 * Calls may come from several threads and are carried out one after the other.
 */
public final class Card implements Transport, AutoCloseable {
    private static final Logger LOG = System.getLogger(Card.class.getName());

    private static final int BY_NAME = 0x04;
    private static final int PATH_FROM_MF = 0x08;
    private static final int OCCURRENCE = 0x03;
    private static final int NO_ANSWER = 0x0C;

    private final Atr atr;
    private final List<InstalledApplication> applications;
    private final InstalledApplication initial;
    private final Runnable onClose;
    private LogicalChannels channels;
    private @Nullable ExchangeListener listener;
    private long unexpectedErrors;
    private boolean closed;

    /**
     * @param applications in the order in which a partial name finds them
     * @param onClose releases what keeps the card's objects
     */
    public Card(Atr atr, List<InstalledApplication> applications, Runnable onClose) {
        this.atr = atr;
        this.applications = List.copyOf(applications);
        this.initial = this.applications.stream()
                .filter(InstalledApplication::isMasterFile)
                .findFirst()
                .orElse(BareMasterFile.INSTALLED);
        this.onClose = onClose;
        this.channels = new LogicalChannels(initial);
    }

    public Atr atr() {
        return atr;
    }

    /** Power-up, power-down and warm reset alike: every channel but the first is closed, and that one starts anew. */
    public synchronized void reset() {
        channels.closeAll();
        channels = new LogicalChannels(initial);
        if (listener != null) {
            listener.reset();
        }
    }

    /** Lets {@code next} see every exchange from now on; null ends that, and then it costs nothing. */
    public synchronized void trace(@Nullable ExchangeListener next) {
        listener = next;
    }

    /** Always answers; a defect of ours answers 6F00, is logged and counted. */
    @Override
    public synchronized Bytes transmit(Bytes apdu) {
        ExchangeListener tracing = listener;
        if (tracing == null) {
            return answer(apdu);
        }
        long begun = System.nanoTime();
        Bytes response = answer(apdu);
        tracing.exchanged(apdu, response, System.nanoTime() - begun);
        return response;
    }

    private Bytes answer(Bytes apdu) {
        ResponseApdu response;
        try {
            response = exchange(CommandApdu.parse(apdu));
        } catch (CardError refused) {
            response = ResponseApdu.of(refused.statusWord());
        } catch (RuntimeException defect) {
            unexpectedErrors++;
            LOG.log(Level.ERROR, "unexpected error in the card", defect);
            response = ResponseApdu.of(StatusWord.UNKNOWN_ERROR);
        }
        return Bytes.adopt(response.toArray());
    }

    /** How many commands a defect of ours has ended with 6F00. */
    public synchronized long unexpectedErrors() {
        return unexpectedErrors;
    }

    private ResponseApdu exchange(CommandApdu command) {
        CardError.unless(command.ins() >> 4 != 0x6 && command.ins() >> 4 != 0x9, StatusWord.INS_NOT_SUPPORTED);
        ClassByte cla = parseClass(command.cla());
        LogicalChannel channel = channels.get(cla.channel());
        return channel.exchange(command, cla.chained(), whole -> dispatch(whole, cla.channel(), channel));
    }

    private ClassByte parseClass(int cla) {
        boolean proprietary = ClassByte.isProprietary(cla) && channels.get(0).takesClass(cla);
        return proprietary ? ClassByte.PROPRIETARY : ClassByte.parse(cla);
    }

    private ResponseApdu dispatch(CommandApdu command, int number, LogicalChannel channel) {
        return switch (command.ins()) {
            case Ins.MANAGE_CHANNEL -> channels.manage(command, number);
            case Ins.SELECT -> select(command, channel);
            default -> channel.process(command);
        };
    }

    private ResponseApdu select(CommandApdu command, LogicalChannel channel) {
        if (command.p1() == BY_NAME) {
            return selectByName(command, channel);
        }
        if (leadsToMasterFile(command) && !channel.selected().equals(initial)) {
            CardError.unless(command.p2() <= 0x0F, StatusWord.WRONG_P1_P2);
            channel.select(initial);
        }
        return channel.process(command);
    }

    /** A path from the MF does so where there is a file system. */
    private boolean leadsToMasterFile(CommandApdu command) {
        boolean itself =
                command.p1() == 0 && (command.data().isEmpty() || command.data().equals(BareMasterFile.FILE_ID));
        return itself || (command.p1() == PATH_FROM_MF && applications.contains(initial));
    }

    /** A name, and who has it. */
    private record Named(InstalledApplication application, Aid name) {}

    /** SELECT by DF name with right-truncated names and first, last, next and previous occurrence (7816-4, 7.1.1). */
    private ResponseApdu selectByName(CommandApdu command, LogicalChannel channel) {
        CardError.unless(command.p2() <= 0x0F, StatusWord.WRONG_P1_P2);
        CardError.unless(command.data().length() <= 16, StatusWord.WRONG_DATA);
        CardError.unless(!command.data().isEmpty(), StatusWord.FILE_NOT_FOUND);
        List<Named> matching = applications.stream()
                .flatMap(application -> application.names().get().stream().map(name -> new Named(application, name)))
                .filter(candidate -> candidate.name.matches(command.data()))
                .toList();
        int current = channel.name()
                .map(name -> matching.indexOf(new Named(channel.selected(), name)))
                .orElse(-1);
        int chosen = switch (command.p2() & OCCURRENCE) {
            case 0 -> 0;
            case 1 -> matching.size() - 1;
            case 2 -> current + 1;
            default -> current < 0 ? matching.size() - 1 : current - 1;
        };
        CardError.unless(chosen >= 0 && chosen < matching.size(), StatusWord.FILE_NOT_FOUND);
        return enter(matching.get(chosen), command, channel);
    }

    private ResponseApdu enter(Named next, CommandApdu command, LogicalChannel channel) {
        boolean inFileSystem = next.application.isMasterFile();
        boolean stays = inFileSystem && channel.selected().equals(next.application);
        Bytes answer = stays ? Bytes.EMPTY : channel.select(next.application);
        channel.name(next.name);
        if (inFileSystem) {
            return channel.process(new CommandApdu(
                    command.cla(),
                    command.ins(),
                    command.p1(),
                    command.p2() & NO_ANSWER,
                    next.name.value(),
                    command.ne(),
                    command.extended()));
        }
        boolean silent = (command.p2() & NO_ANSWER) == NO_ANSWER;
        return new ResponseApdu(silent ? Bytes.EMPTY : answer, channel.selectionStatus());
    }

    /** Ends the session and releases the card's objects. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            reset();
            onClose.run();
        }
    }
}
