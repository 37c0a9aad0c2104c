// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vsc.app.fs.FileSystem;
import vsc.app.openpgp.OpenPgp;
import vsc.app.piv.Piv;
import vsc.card.CardSecret;
import vsc.card.NewIdentity;
import vsc.card.VirtualCards;
import vsc.crypto.KeyType;
import vsc.crypto.Secret;
import vsc.model.Failure;
import vsc.model.VscException;

/** Makes a card: the file, its structure, its areas, its identifier and its secrets in one step. */
public final class CreateCard {
    private final Path file;
    private final NewIdentity identity;
    private final SecretSource secrets;
    private final boolean allowWeak;
    private final boolean generate;

    /**
     * @param allowWeak whether to take an activation password that is easily guessed
     * @param generate whether to make every secret that was not given, without asking
     */
    public CreateCard(Path file, NewIdentity identity, SecretSource secrets, boolean allowWeak, boolean generate)
            throws VscException {
        Shelf.requireLabel(identity.label());
        this.file = file;
        this.identity = identity;
        this.secrets = secrets;
        this.allowWeak = allowWeak;
        this.generate = generate;
    }

    /** A card without a password and with the secrets everybody knows, marked as such wherever it is shown. */
    public void createTestCard() throws VscException {
        VirtualCards.createTestCard(file, identity);
    }

    /** A card that nobody has personalised yet, without a password, and marked as a test card. */
    public void createBlankTestCard() throws VscException {
        VirtualCards.createBlank(file, identity, null);
    }

    /**
     * A card for real use that nobody has personalised yet: nothing is secret but its password.
     *
     * @return the password if it was generated, to be shown once and then closed
     */
    public Map<SecretName, Secret> createBlank() throws VscException {
        Map<SecretName, Secret> generated = new EnumMap<>(SecretName.class);
        try (Secret password = password(generated)) {
            VirtualCards.createBlank(file, identity, password);
        }
        return generated;
    }

    private Secret password(Map<SecretName, Secret> generated) throws VscException {
        Secret password = choose(SecretName.PASSWORD, Generated.password(), generated);
        if (!allowWeak) {
            PasswordStrength.require(password, List.of(identity.label(), "vsc", "smartcard"));
        }
        return password;
    }

    /**
     * A card for real use.
     *
     * @return the secrets that were generated, to be shown once and then closed
     */
    public Map<SecretName, Secret> create() throws VscException {
        Map<SecretName, Secret> generated = new EnumMap<>(SecretName.class);
        Map<CardSecret, Secret> chosen = new EnumMap<>(CardSecret.class);
        try (Secret password = password(generated)) {
            for (CardSecret secret : identity.profile().secrets()) {
                chosen.put(secret, choose(secret, generated));
            }
            VirtualCards.create(file, identity, password, chosen);
        } finally {
            chosen.values().forEach(Secret::close);
        }
        return generated;
    }

    private Secret choose(CardSecret secret, Map<SecretName, Secret> generated) throws VscException {
        return switch (secret) {
            case PIN -> choose(SecretName.PIN, Generated.digits(Piv.MIN_PIN_LENGTH), generated);
            case PUK -> choose(SecretName.PUK, Generated.digits(Piv.PIN_LENGTH), generated);
            case MANAGEMENT_KEY -> managementKey(generated);
            case SO_PIN -> choose(SecretName.SO_PIN, Generated.digits(FileSystem.PIN_LENGTH), generated);
            case ADMIN_PIN -> choose(SecretName.ADMIN_PIN, Generated.digits(OpenPgp.MIN_PW3_LENGTH), generated);
        };
    }

    private Secret choose(SecretName name, Secret proposal, Map<SecretName, Secret> generated) throws VscException {
        Optional<Secret> chosen = generate ? secrets.given(name) : secrets.chooseNew(name, identity.label());
        if (chosen.isPresent()) {
            proposal.close();
            return chosen.get();
        }
        generated.put(name, proposal.copy());
        return proposal;
    }

    /** Typed and shown in hexadecimal. */
    private Secret managementKey(Map<SecretName, Secret> generated) throws VscException {
        try (Secret random = Secret.random(KeyType.AES_192.size());
                Secret text = choose(SecretName.MANAGEMENT_KEY, hex(random), generated)) {
            return parseHex(text);
        }
    }

    private static Secret hex(Secret value) {
        return Secret.adopt(HexFormat.of().formatHex(value.expose()).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The bytes of a key that was typed in hexadecimal.
     *
     * @throws VscException {@link Failure#WRONG_MANAGEMENT_KEY} if it is not
     */
    static Secret parseHex(Secret text) throws VscException {
        try {
            return Secret.adopt(
                    HexFormat.of().parseHex(StandardCharsets.US_ASCII.decode(ByteBuffer.wrap(text.expose()))));
        } catch (IllegalArgumentException e) {
            throw new VscException(
                    Failure.WRONG_MANAGEMENT_KEY, "A management key is written in hexadecimal digits.", e);
        }
    }
}
