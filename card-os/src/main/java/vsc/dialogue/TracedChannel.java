// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.dialogue;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vsc.app.piv.PivObject;
import vsc.iso.Bytes;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;

/** What a trace shows of the exchanges on one logical channel. */
final class TracedChannel {
    private static final int PIN_BLOCK = 8;
    private static final int PUK = 0x81;
    private static final int TAG_LIST = 0x5C;
    private static final int MAX_TAG = 3;
    private static final int DISCOVERY = 0x7E;
    private static final int BIOMETRIC_TEMPLATE = 0x7F;

    /** Algorithm, reference and length stand before the key in SET MANAGEMENT KEY. */
    private static final int BEFORE_MANAGEMENT_KEY = 3;

    private final CardState card;
    private final KeyUse keyUse;
    private @Nullable CommandApdu chain;

    /** How the answer that GET RESPONSE continues is shown; nobody has seen the one from before the trace. */
    private AnswerForm pending = AnswerForm.SAME_LENGTH;

    TracedChannel(CardState card, int number) {
        this.card = card;
        this.keyUse = new KeyUse(card, number);
    }

    /** Text behind the {@code >} and the {@code <}. */
    record Exchange(String command, String answer) {}

    Exchange exchange(Bytes wire, ResponseApdu response) {
        Optional<CommandApdu> parsed = Frame.parse(wire);
        if (parsed.isEmpty()) {
            chain = null;
            return new Exchange(malformed(wire), AnswerForm.SHOWN.text(response));
        }
        CommandApdu part = parsed.get();
        CommandApdu whole = joined(part);
        Instructions.Content content = Instructions.of(part.ins()).content();
        String data = part.data().isEmpty() ? "" : data(content, part, whole, response);
        boolean asItIs = part.data().isEmpty() || data.equals(part.data().toString());
        String command = asItIs ? wire.toString() : Frame.text(part, wire, data);
        if (part.chained()) {
            return new Exchange(command, AnswerForm.SHOWN.text(response));
        }
        AnswerForm form = answer(content, whole, response);
        pending = form;
        return new Exchange(command, keyUse.challenge(content, whole, response).orElseGet(() -> form.text(response)));
    }

    /** A header and what follows; where the secret is in that, nobody can tell. */
    private String malformed(Bytes wire) {
        boolean open = wire.length() < 4 || Instructions.of(wire.at(1)).content() == Instructions.Content.OPEN;
        return open ? wire.toString() : Frame.malformed(wire, secret("malformed", wire.from(4)));
    }

    /** Undoes chaining as the card does. */
    private CommandApdu joined(CommandApdu part) {
        CommandApdu begun = chain;
        Bytes before =
                begun != null && begun.ins() == part.ins() && begun.p1p2() == part.p1p2() ? begun.data() : Bytes.EMPTY;
        boolean fits = before.length() + part.data().length() <= CommandApdu.MAX_DATA;
        CommandApdu whole = fits ? part.withData(before.concat(part.data())) : part;
        chain = part.chained() ? whole : null;
        return whole;
    }

    private String secret(String kind, Bytes value) {
        return "{" + card.names().name(kind, value) + "}";
    }

    private String data(Instructions.Content content, CommandApdu part, CommandApdu whole, ResponseApdu response) {
        Bytes data = part.data();
        return switch (content) {
            case OPEN, REST, RANDOM, READ_OBJECT, NEW_KEY, METADATA, SERIAL, NEW_APPLICATION -> data.toString();
            case PIN -> pin(part.p2() == PUK ? "puk" : "pin", data);
            case NEW_PIN -> pair(part, part.p2() == PUK ? "puk" : "pin", part.p2() == PUK ? "puk" : "pin");
            case PUK_AND_PIN -> pair(part, "puk", "pin");
            case WRITE_OBJECT -> object(part, whole);
            case USE_OF_KEY -> keyUse.data(part, whole, response);
            case PRIVATE_KEY -> secret("private-key", data);
            case MANAGEMENT_KEY -> managementKey(part, whole, response);
            case UNKNOWN -> unknown(part, response);
        };
    }

    /** One value; its length does not show, be it padded or not. */
    private String pin(String kind, Bytes block) {
        if (block.length() != PIN_BLOCK) {
            return secret(kind, block);
        }
        int end = PIN_BLOCK;
        while (end > 0 && block.at(end - 1) == 0xFF) {
            end--;
        }
        // Nothing but padding is no PIN: hosts block a card on purpose that way.
        return end == 0
                ? block.toString()
                : "{pad(%s,%d)}".formatted(card.names().name(kind, block.slice(0, end)), PIN_BLOCK);
    }

    private String pair(CommandApdu part, String first, String second) {
        Bytes data = part.data();
        return data.length() == 2 * PIN_BLOCK
                ? pin(first, data.slice(0, PIN_BLOCK)) + pin(second, data.from(PIN_BLOCK))
                : secret(first, data);
    }

    /** Everything behind the tag of an object that is not known to be free is hidden. */
    private String object(CommandApdu part, CommandApdu whole) {
        Bytes data = whole.data();
        if (isFree(data)) {
            return part.data().toString();
        }
        boolean begins = data.length() == part.data().length();
        int list = data.length() < 2 ? 0 : 2 + data.at(1);
        return begins && data.at(0) == TAG_LIST && data.length() > list
                ? data.slice(0, list) + secret("data", data.from(list))
                : secret("data", part.data());
    }

    /**
     * Whether the data name an object that everybody may read.
     *
     * @param data of GET DATA or PUT DATA, or the beginning of that
     */
    private static boolean isFree(Bytes data) {
        if (data.length() < 2 || data.at(0) != TAG_LIST) {
            return !data.isEmpty() && (data.at(0) == DISCOVERY || data.at(0) == BIOMETRIC_TEMPLATE);
        }
        int end = 2 + data.at(1);
        return end > 2
                && end <= Math.min(data.length(), 2 + MAX_TAG)
                && PivObject.find((int) data.slice(2, end).toLong())
                        .filter(object -> !object.pinToRead())
                        .isPresent();
    }

    private String managementKey(CommandApdu part, CommandApdu whole, ResponseApdu response) {
        Bytes data = part.data();
        boolean one = !part.chained()
                && whole.data().length() == data.length()
                && data.length() > BEFORE_MANAGEMENT_KEY
                && data.at(2) == data.length() - BEFORE_MANAGEMENT_KEY;
        if (!one) {
            return secret("data", data);
        }
        String name = card.names().name("management-key", data.from(BEFORE_MANAGEMENT_KEY));
        if (response.sw().equals(StatusWord.OK)) {
            card.managementKey(name);
        }
        return data.slice(0, BEFORE_MANAGEMENT_KEY) + "{" + name + "}";
    }

    /** A card that does not know the instruction has not looked at the data, so anything else does as well. */
    private String unknown(CommandApdu part, ResponseApdu response) {
        boolean refused = response.sw().equals(StatusWord.INS_NOT_SUPPORTED)
                || response.sw().equals(StatusWord.CLA_NOT_SUPPORTED);
        return refused ? "00" : secret("data", part.data());
    }

    private AnswerForm answer(Instructions.Content content, CommandApdu whole, ResponseApdu response) {
        boolean ok = response.sw().equals(StatusWord.OK) || response.sw().value() >> 8 == 0x61;
        if (!ok) {
            return content == Instructions.Content.USE_OF_KEY && keyUse.mayFail(whole)
                    ? AnswerForm.ANYTHING
                    : AnswerForm.SHOWN;
        }
        return switch (content) {
            case OPEN, PIN, NEW_PIN, PUK_AND_PIN, WRITE_OBJECT, MANAGEMENT_KEY -> AnswerForm.SHOWN;
            case REST -> pending;
            case RANDOM, UNKNOWN -> AnswerForm.SAME_LENGTH;
            case READ_OBJECT -> isFree(whole.data()) ? AnswerForm.SHOWN : AnswerForm.SAME_LENGTH;
            case NEW_KEY -> {
                card.generated(whole.p2());
                yield AnswerForm.SAME_LENGTH;
            }
            case USE_OF_KEY -> keyUse.answer(whole);
            case METADATA -> card.isRandom(whole.p2()) ? AnswerForm.SAME_LENGTH : AnswerForm.SHOWN;
            case SERIAL -> card.serialIsRandom() ? AnswerForm.SAME_LENGTH : AnswerForm.SHOWN;
            case NEW_APPLICATION -> {
                card.applicationReset();
                yield AnswerForm.SHOWN;
            }
            case PRIVATE_KEY -> {
                card.imported(whole.p2());
                yield AnswerForm.SHOWN;
            }
        };
    }
}
