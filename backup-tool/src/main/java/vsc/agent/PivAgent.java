// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.agent;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import vsc.app.piv.KeyReference;
import vsc.app.piv.Piv;
import vsc.app.piv.PivAlgorithm;
import vsc.app.piv.PivObject;
import vsc.crypto.KeyType;
import vsc.crypto.NewKey;
import vsc.crypto.PrivateKeys;
import vsc.crypto.PublicKeys;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.iso.Transport;
import vsc.model.Failure;
import vsc.model.VscException;

/** The host's side of PIV (SP 800-73-4 part 2 and Yubico's instructions), for a card of any maker. */
public final class PivAgent {
    private static final int CERTIFICATE = 0x70;
    private static final int CERTIFICATE_INFO = 0x71;
    private static final int ERROR_DETECTION = 0xFE;
    private static final int PIN = 0x80;

    private final CommandExchange exchange;

    private PivAgent(Transport card) {
        this.exchange = new CommandExchange(card);
    }

    /**
     * Selects the application.
     *
     * @throws VscException {@link Failure#NOT_SUPPORTED} if the card has no PIV
     */
    public static PivAgent select(Transport card) throws IOException, VscException {
        PivAgent agent = new PivAgent(card);
        ResponseApdu answer = agent.exchange.send(Ins.SELECT, 0x04, 0, Piv.AID.value());
        if (!answer.sw().equals(StatusWord.OK)) {
            throw new VscException(Failure.NOT_SUPPORTED, "This card has no PIV application (" + answer.sw() + ").");
        }
        return agent;
    }

    /** What is known of a key: its type and SubjectPublicKeyInfo. */
    public record KeyDescription(KeyReference reference, KeyType type, Bytes publicKey) {}

    /** The key of a slot by its metadata, if there is one. */
    public Optional<KeyDescription> key(KeyReference reference) throws IOException, VscException {
        ResponseApdu answer = exchange.send(Ins.YUBICO_GET_METADATA, 0, reference.value(), Bytes.EMPTY);
        if (answer.sw().equals(StatusWord.REFERENCED_DATA_NOT_FOUND)) {
            return Optional.empty();
        }
        List<Tlv> fields = Tlv.parseAll(require(answer, "describe key " + reference));
        KeyType type =
                PivAlgorithm.find(field(fields, 0x01).at(0)).orElseThrow().type();
        Bytes template = field(fields, 0x04);
        return Optional.of(new KeyDescription(reference, type, publicKey(type, template)));
    }

    private static Bytes publicKey(KeyType type, Bytes template) {
        List<Tlv> fields = Tlv.parseAll(template);
        return type.isRsa()
                ? PublicKeys.ofRsa(field(fields, 0x81), field(fields, 0x82))
                : PublicKeys.ofPoint(type, field(fields, 0x86));
    }

    private static Bytes field(List<Tlv> fields, int tag) {
        return Tlv.find(fields, tag)
                .orElseThrow(() -> new IllegalArgumentException("no tag %X in the answer".formatted(tag)));
    }

    /**
     * Proves to the card that we know its management key.
     *
     * @throws VscException {@link Failure#WRONG_MANAGEMENT_KEY}
     */
    public void authenticate(Secret managementKey) throws IOException, VscException {
        new ManagementLogin(exchange).authenticate(managementKey);
    }

    private static PivObject certificateObject(KeyReference reference) {
        return PivObject.find(reference.certificateTag()).orElseThrow();
    }

    public PivObjects objects() {
        return new PivObjects(exchange);
    }

    public PivPins pins() {
        return new PivPins(exchange);
    }

    /** Makes a key pair on the card; needs {@link #authenticate}. */
    public KeyDescription generate(KeyReference reference, KeyType type) throws IOException, VscException {
        Bytes template = Tlv.of(0xAC, Tlv.of(0x80, Bytes.of(algorithm(type)))).encode();
        ResponseApdu answer = exchange.send(Ins.GENERATE_ASYMMETRIC_KEY_PAIR, 0, reference.value(), template);
        Bytes publicKey = Tlv.parseOne(require(answer, "generate key " + reference), 0x7F49)
                .value();
        return new KeyDescription(reference, type, publicKey(type, publicKey));
    }

    private static int algorithm(KeyType type) throws VscException {
        return PivAlgorithm.find(type)
                .map(PivAlgorithm::value)
                .orElseThrow(() -> new VscException(Failure.NOT_SUPPORTED, "PIV has no keys of type " + type + "."));
    }

    /** Puts a key pair onto the card; needs {@link #authenticate}. */
    public void importKey(KeyReference reference, NewKey key) throws IOException, VscException {
        Bytes fields = Bytes.EMPTY;
        if (key.type().isRsa()) {
            int tag = 1;
            for (Bytes number : PrivateKeys.rsaNumbers(key)) {
                fields = fields.concat(Tlv.of(tag++, number).encode());
            }
        } else if (key.type().isEc()) {
            fields = Tlv.of(0x06, PrivateKeys.ecScalar(key)).encode();
        } else {
            fields = Tlv.of(key.type().isEdwards() ? 0x07 : 0x08, PrivateKeys.raw(key))
                    .encode();
        }
        int algorithm = algorithm(key.type());
        require(exchange.send(Ins.YUBICO_IMPORT_KEY, algorithm, reference.value(), fields), "import key " + reference);
    }

    /** The certificate of a slot in DER. */
    public Optional<Bytes> certificate(KeyReference reference) throws IOException, VscException {
        return objects()
                .read(certificateObject(reference))
                .flatMap(value -> Tlv.find(Tlv.parseAll(value), CERTIFICATE));
    }

    /** Writes a certificate, uncompressed; needs {@link #authenticate}. */
    public void writeCertificate(KeyReference reference, Bytes der) throws IOException, VscException {
        Bytes value = Tlv.encodeAll(List.of(
                Tlv.of(CERTIFICATE, der), Tlv.of(CERTIFICATE_INFO, Bytes.of(0)), Tlv.of(ERROR_DETECTION, Bytes.EMPTY)));
        objects().write(certificateObject(reference), value);
    }

    /**
     * The bare operation of a key, after {@link PivPins#verify} where the key wants it.
     *
     * @param input a block as long as the modulus, or a hash
     */
    public Bytes sign(KeyReference reference, KeyType type, Bytes input) throws IOException, VscException {
        Bytes template =
                Tlv.of(0x7C, Tlv.of(0x82, Bytes.EMPTY), Tlv.of(0x81, input)).encode();
        ResponseApdu answer =
                exchange.send(Ins.GENERAL_AUTHENTICATE, PivAlgorithm.of(type).value(), reference.value(), template);
        return field(
                Tlv.parseOne(require(answer, "sign with key " + reference), 0x7C)
                        .children(),
                0x82);
    }

    /** Whether the card says of itself that its PIN is still the well-known one. */
    public boolean hasDefaultPin() throws IOException {
        return isDefault(PIN);
    }

    /** As {@link #hasDefaultPin}, for key 9B. */
    public boolean hasDefaultManagementKey() throws IOException {
        return isDefault(KeyReference.MANAGEMENT.value());
    }

    private boolean isDefault(int reference) throws IOException {
        ResponseApdu answer = exchange.send(Ins.YUBICO_GET_METADATA, 0, reference, Bytes.EMPTY);
        return answer.sw().equals(StatusWord.OK)
                && Tlv.find(Tlv.parseAll(answer.data()), 0x05)
                        .map(flag -> flag.equals(Bytes.of(1)))
                        .orElse(false);
    }

    static Bytes require(ResponseApdu answer, String what) throws VscException {
        if (!answer.sw().equals(StatusWord.OK)) {
            throw new VscException(Failure.CARD_REFUSED, "The card refused to %s: %s.".formatted(what, answer.sw()));
        }
        return answer.data();
    }
}
