// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.dialogue;

import java.util.Optional;
import java.util.Set;
import vsc.app.piv.KeyReference;
import vsc.app.piv.Piv;
import vsc.app.piv.PivAlgorithm;
import vsc.crypto.KeyType;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.CommandApdu;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.Failure;
import vsc.model.VscException;
import vsc.os.Card;

/** Says to a card what a dialogue says, and compares the answers. */
public final class Replay {
    private static final int TEMPLATE = 0x7C;
    private static final int CHALLENGE = 0x81;
    private static final int RESPONSE = 0x82;

    private final Partner partner;
    private final Values values;

    /**
     * @param values not closed
     */
    public Replay(Partner partner, Values values) {
        this.partner = partner;
        this.values = values;
    }

    /** Whoever takes the commands. */
    public interface Partner {
        Bytes transmit(Bytes command);

        void reset();

        static Partner of(Card card) {
            return new Partner() {
                @Override
                public Bytes transmit(Bytes command) {
                    return card.transmit(command);
                }

                @Override
                public void reset() {
                    card.reset();
                }
            };
        }
    }

    /** An answer that was another one than the dialogue says. */
    public record Difference(Dialogue.Step step, Bytes answer) {
        /** One sentence, which does not show what may be secret. */
        public String sentence() {
            String expected = step.answer().toString();
            return "Line %d: the card answers %s, where the dialogue says %s."
                    .formatted(
                            step.line(),
                            ResponseApdu.parse(answer),
                            expected.length() > 60 ? expected.substring(0, 60) + "..." : expected);
        }
    }

    /**
     * Up to the first difference.
     *
     * @throws VscException {@link Failure#SECRET_NEEDED} if values are missing, {@link Failure#INPUT_FORMAT} if one does not
     *     fit
     */
    public Optional<Difference> run(Dialogue dialogue) throws VscException {
        Set<String> missing = dialogue.wanted();
        missing.removeIf(values::has);
        if (!missing.isEmpty()) {
            throw new VscException(
                    Failure.SECRET_NEEDED, "The dialogue needs values for: %s.".formatted(String.join(", ", missing)));
        }
        for (Dialogue.Step step : dialogue.steps()) {
            Bytes answer = carryOut(step);
            if (!step.answer().accepts(answer, values)) {
                return Optional.of(new Difference(step, answer));
            }
        }
        return Optional.empty();
    }

    private Bytes carryOut(Dialogue.Step step) throws VscException {
        try {
            return switch (step.verb()) {
                case SEND -> partner.transmit(step.command().bytes(values));
                case AUTHENTICATE -> authenticate(step.command().bytes(values));
                case RESET -> {
                    partner.reset();
                    yield Bytes.adopt(ResponseApdu.OK.toArray());
                }
            };
        } catch (IllegalArgumentException e) {
            throw new VscException(
                    Failure.INPUT_FORMAT, "Line %d of the dialogue: %s.".formatted(step.line(), e.getMessage()), e);
        }
    }

    /**
     * External authentication (SP 800-73-4 part 2, appendix A.1).
     *
     * @param argument algorithm and key, or nothing
     */
    private Bytes authenticate(Bytes argument) {
        int algorithm = argument.isEmpty() ? PivAlgorithm.of(KeyType.TDES).value() : argument.at(0);
        Bytes key = argument.isEmpty() ? Piv.DEFAULT_MANAGEMENT_KEY : argument.from(1);
        Bytes answer = send(algorithm, Tlv.of(CHALLENGE, Bytes.EMPTY));
        ResponseApdu response = ResponseApdu.parse(answer);
        if (!response.sw().equals(StatusWord.OK)) {
            return answer;
        }
        Bytes challenge = Tlv.find(Tlv.parseOne(response.data(), TEMPLATE).children(), CHALLENGE)
                .orElseThrow(() -> new IllegalArgumentException("the card gives no challenge"));
        try (Secret material = Secret.adopt(key.toArray())) {
            return send(
                    algorithm,
                    Tlv.of(RESPONSE, Values.blockKey(material, challenge).encrypt(challenge)));
        }
    }

    private Bytes send(int algorithm, Tlv field) {
        Bytes data = Tlv.of(TEMPLATE, field).encode();
        return partner.transmit(
                CommandApdu.of(0, Ins.GENERAL_AUTHENTICATE, algorithm, KeyReference.MANAGEMENT.value(), data, 256)
                        .encode());
    }
}
