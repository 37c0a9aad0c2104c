// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.dialogue;

import java.util.List;
import java.util.Optional;
import vsc.app.piv.KeyReference;
import vsc.app.piv.PivAlgorithm;
import vsc.iso.Bytes;
import vsc.iso.CommandApdu;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/** What a trace shows of GENERAL AUTHENTICATE (SP 800-73-4 part 2, 3.2.4 and appendix A). */
final class KeyUse {
    private static final int TEMPLATE = 0x7C;
    private static final int WITNESS = 0x80;
    private static final int CHALLENGE = 0x81;
    private static final int RESPONSE = 0x82;

    /** What the padding of an RSA signature begins with (RFC 8017, 9.2): no ciphertext does. */
    private static final Bytes SIGNATURE_PADDING = Bytes.of(0x00, 0x01, 0xFF);

    private final CardState card;
    private final String suffix;

    /**
     * @param channel which has challenges of its own
     */
    KeyUse(CardState card, int channel) {
        this.card = card;
        this.suffix = channel == 0 ? "" : String.valueOf(channel);
    }

    private static boolean isManagement(CommandApdu c) {
        return c.p2() == KeyReference.MANAGEMENT.value();
    }

    /** The data of a command: proofs of knowing the management key are computed anew in a replay. */
    String data(CommandApdu part, CommandApdu whole, ResponseApdu response) {
        if (!isManagement(part)) {
            return part.data().toString();
        }
        boolean chained = part.chained() || whole.data().length() != part.data().length();
        List<Tlv> fields = chained ? List.of() : Template.fields(part.data());
        if (fields.isEmpty()) {
            return "{" + card.names().name("data", part.data()) + "}";
        }
        boolean proved = response.sw().equals(StatusWord.OK);
        StringBuilder text = new StringBuilder();
        fields.forEach(field -> text.append(proof(field, proved)));
        return header(Tlv.of(TEMPLATE, Tlv.encodeAll(fields))) + text;
    }

    private String proof(Tlv field, boolean proved) {
        int length = field.value().length();
        if (length == 0 || field.tag() == CHALLENGE) {
            return field.encode().toString();
        }
        String header = header(field);
        if (proved && field.tag() == WITNESS) {
            return header + "{decrypt(%s,witness%s)}".formatted(card.managementKey(), suffix);
        }
        if (proved && field.tag() == RESPONSE) {
            return header + "{encrypt(%s,challenge%s)}".formatted(card.managementKey(), suffix);
        }
        // Zeros are as wrong as what was wrong.
        return header + " 00*" + length + " ";
    }

    /** Tag and length. */
    private static String header(Tlv field) {
        Bytes encoded = field.encode();
        return encoded.slice(0, encoded.length() - field.value().length()).toString();
    }

    /** The answer with a challenge or witness in it, which a replay has to keep. */
    Optional<String> challenge(Instructions.Content content, CommandApdu whole, ResponseApdu response) {
        if (content != Instructions.Content.USE_OF_KEY
                || !isManagement(whole)
                || !response.sw().equals(StatusWord.OK)) {
            return Optional.empty();
        }
        List<Tlv> made = Template.fields(response.data());
        if (made.size() != 1 || made.get(0).tag() == RESPONSE) {
            return Optional.empty();
        }
        String name = made.get(0).tag() == WITNESS ? "witness" : "challenge";
        return Optional.of("%s{%s%s=%d}9000"
                .formatted(
                        response.data().slice(0, 4),
                        name,
                        suffix,
                        made.get(0).value().length()));
    }

    /**
     * The answer to a command that the card has carried out. What was decrypted or agreed upon may be somebody's session
     * key; signatures on curves are random, as is all that a new key does.
     */
    AnswerForm answer(CommandApdu whole) {
        if (isManagement(whole)) {
            return AnswerForm.SAME_LENGTH;
        }
        Optional<Bytes> input = input(whole);
        boolean curve = PivAlgorithm.find(whole.p1())
                .map(algorithm -> algorithm.type().isEc())
                .orElse(false);
        if (curve) {
            return input.isPresent() ? AnswerForm.ANY_LENGTH : AnswerForm.SAME_LENGTH;
        }
        if (mayFail(whole)) {
            return AnswerForm.ANYTHING;
        }
        boolean signature = !isForDecryption(whole.p2())
                && input.filter(value -> value.startsWith(SIGNATURE_PADDING)).isPresent();
        return signature && !card.isRandom(whole.p2()) ? AnswerForm.SHOWN : AnswerForm.SAME_LENGTH;
    }

    /** Whether a number for a key that is another one in each replay may be larger than that key's modulus. */
    boolean mayFail(CommandApdu whole) {
        boolean rsa = PivAlgorithm.find(whole.p1())
                .map(algorithm -> algorithm.type().isRsa())
                .orElse(false);
        return rsa
                && card.isRandom(whole.p2())
                && input(whole).filter(value -> value.at(0) >= 0x80).isPresent();
    }

    /** Key management keys, present and retired (SP 800-73-4 part 1, table 4b). */
    private static boolean isForDecryption(int reference) {
        return reference != KeyReference.AUTHENTICATION.value()
                && reference != KeyReference.SIGNATURE.value()
                && reference != KeyReference.CARD_AUTHENTICATION.value();
    }

    /** What is to be signed or decrypted; not a point for key agreement. */
    private static Optional<Bytes> input(CommandApdu whole) {
        return Tlv.find(Template.fields(whole.data()), CHALLENGE).filter(value -> !value.isEmpty());
    }
}
