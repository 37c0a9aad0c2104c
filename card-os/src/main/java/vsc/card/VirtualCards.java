// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vsc.app.piv.PinRecovery;
import vsc.app.piv.Piv;
import vsc.crypto.KdfCalibration;
import vsc.crypto.KdfParameters;
import vsc.crypto.Secret;
import vsc.file.HostWitness;
import vsc.file.Lifecycle;
import vsc.file.NewCard;
import vsc.file.PasswordSource;
import vsc.file.Rehearsal;
import vsc.file.VscFile;
import vsc.iso.Aid;
import vsc.iso.Atr;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.VscException;
import vsc.os.Card;
import vsc.os.InstalledApplication;

/** Makes virtual cards, and opens them. */
public final class VirtualCards {
    private static final String ATR = "atr";
    private static final String SERIAL = "serial";

    /** The serial number that tells an application of the software nature of a card (the patent's Fig. 3L). */
    public static final String SOFTWARE_SERIAL = "IBMVSC000000000000";

    private VirtualCards() {}

    /**
     * A card for real use.
     *
     * @param password activates it
     * @param secrets those of {@link Profile#secrets}; not closed
     * @throws VscException {@code BAD_PIN_FORMAT} or {@code WRONG_MANAGEMENT_KEY} before anything is made
     */
    public static void create(Path file, NewIdentity identity, Secret password, Map<CardSecret, Secret> secrets)
            throws VscException {
        List<Consumer<ObjectStore.Edit>> contents = new ArrayList<>();
        for (CardApplication application : identity.profile().applications()) {
            contents.add(application.issue(secrets));
        }
        VscFile.create(
                        file,
                        newCard(identity, Lifecycle.ACTIVE),
                        password,
                        KdfCalibration.measure(),
                        edit -> contents.forEach(content -> content.accept(edit)))
                .close();
    }

    /** A card without a password, with the secrets that everybody knows, and marked as that. */
    public static void createTestCard(Path file, NewIdentity identity) throws VscException {
        List<CardApplication> applications = identity.profile().applications();
        VscFile.create(
                        file,
                        newCard(identity, Lifecycle.TEST),
                        null,
                        KdfParameters.DEFAULT,
                        edit -> applications.forEach(application -> application.issueForTest(edit)))
                .close();
    }

    /**
     * A card that nobody has personalised yet.
     *
     * @param password activates it; a card without one is a test card
     * @throws VscException {@code NOT_SUPPORTED} for a profile with an application that has no such state
     */
    public static void createBlank(Path file, NewIdentity identity, @Nullable Secret password) throws VscException {
        List<Consumer<ObjectStore.Edit>> contents = new ArrayList<>();
        for (CardApplication application : identity.profile().applications()) {
            contents.add(application
                    .issueBlank()
                    .orElseThrow(() -> new VscException(
                            Failure.NOT_SUPPORTED, "A card of this profile has its PINs from the beginning.")));
        }
        VscFile.create(
                        file,
                        newCard(identity, password == null ? Lifecycle.TEST : Lifecycle.ACTIVE),
                        password,
                        password == null ? KdfParameters.DEFAULT : KdfCalibration.measure(),
                        edit -> contents.forEach(content -> content.accept(edit)))
                .close();
    }

    private static NewCard newCard(NewIdentity identity, Lifecycle lifecycle) {
        Profile profile = identity.profile();
        List<CardApplication> applications = profile.applications();
        return new NewCard(
                identity.label(),
                profile.fileName(),
                lifecycle,
                identity.names(),
                Map.of(ATR, profile.atr().value(), SERIAL, Bytes.ascii(SOFTWARE_SERIAL)),
                applications.stream()
                        .flatMap(application -> application.pinRules().stream())
                        .toList());
    }

    /** Has the JVM load what it takes to open a card; for a thread of its own. */
    public static void rehearse() {
        Rehearsal.run();
    }

    /** Reads what is not encrypted, without a lock: works while the card is plugged in. */
    public static CardInfo inspect(Path file) throws VscException {
        return new CardInfo(VscFile.inspect(file).header());
    }

    /**
     * Accepts and activates a card.
     *
     * @param password asked for only if the card has one
     * @param witness of the computer on which the card is used; empty for a copy that is thrown away
     */
    public static VirtualCard open(Path file, PasswordSource password, Optional<HostWitness> witness)
            throws VscException {
        return assemble(VscFile.open(file, password, witness));
    }

    /** The same where nobody remembers the card. */
    public static VirtualCard open(Path file, PasswordSource password) throws VscException {
        return open(file, password, Optional.empty());
    }

    /** The same for a card that has no password. */
    public static VirtualCard openWithoutPassword(Path file, Optional<HostWitness> witness) throws VscException {
        return open(
                file,
                () -> {
                    throw new VscException(Failure.SECRET_NEEDED, file + " has a password by now.");
                },
                witness);
    }

    /**
     * The same with the keys of an earlier activation.
     *
     * @param areaKeys not closed
     */
    public static VirtualCard open(Path file, Secret areaKeys, Optional<HostWitness> witness) throws VscException {
        return assemble(VscFile.open(file, areaKeys, witness));
    }

    /** The keys by which a card can be opened without its password. The caller closes them. */
    public static Secret areaKeys(Path file, PasswordSource password) throws VscException {
        return VscFile.areaKeys(file, password);
    }

    /** Replaces the activation password that {@code password} gives; what else has opened the card stays as it is. */
    public static void changePassword(Path file, PasswordSource password, Secret fresh, Optional<HostWitness> witness)
            throws VscException {
        VscFile.changePassword(file, password, fresh, KdfCalibration.measure(), witness);
    }

    /**
     * Sets a PIN or PUK that nobody knows any more.
     *
     * @param recovery opens a slot for recovery
     * @param pin {@link Piv#PIN} or {@link Piv#PUK}
     * @throws VscException {@code NOT_SUPPORTED} if what has opened the card does not recover PINs
     */
    public static void resetPin(
            Path file, PasswordSource recovery, String pin, Secret value, Optional<HostWitness> witness)
            throws VscException {
        try (VscFile opened = VscFile.open(file, recovery, witness)) {
            OpenGuards recovered = opened.recovered()
                    .orElseThrow(() -> new VscException(
                            Failure.NOT_SUPPORTED,
                            "Only what was made for recovery sets a PIN anew: recovery shares, or a certificate."));
            PinRecovery.set(opened.store(), recovered, pin, value);
        }
    }

    private static VirtualCard assemble(VscFile opened) throws VscException {
        Bytes atr = opened.header().attributes().get(ATR);
        List<InstalledApplication> applications = new ArrayList<>();
        for (Aid aid : opened.header().applications()) {
            Optional<CardApplication> known = CardApplication.find(aid);
            if (known.isEmpty()) {
                opened.close();
                throw new VscException(
                        Failure.FILE_VERSION, "The card has an application that this version does not know: " + aid);
            }
            applications.add(known.get().install(opened.store(), opened.header()));
        }
        Card card = new Card(atr == null ? Profile.PIV.atr() : new Atr(atr), applications, opened::close);
        return new VirtualCard(opened, card);
    }
}
