// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vsc.app.piv.Personalization;
import vsc.app.piv.PinRecovery;
import vsc.app.piv.Piv;
import vsc.app.piv.PivApplication;
import vsc.crypto.KdfCalibration;
import vsc.crypto.KdfParameters;
import vsc.crypto.Secret;
import vsc.file.Lifecycle;
import vsc.file.NewCard;
import vsc.file.PasswordSource;
import vsc.file.PinRule;
import vsc.file.Rehearsal;
import vsc.file.VscFile;
import vsc.iso.Atr;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;
import vsc.model.VscException;
import vsc.os.Card;

/** Makes virtual cards, and opens them. */
public final class VirtualCards {
    private static final String ATR = "atr";
    private static final String SERIAL = "serial";

    /** The serial number that tells an application of the software nature of a card (the patent's Fig. 3L). */
    public static final String SOFTWARE_SERIAL = "IBMVSC000000000000";

    private VirtualCards() {}

    /** A card for real use, protected by {@code password}. */
    public static void create(
            Path file, String label, Profile profile, Secret password, Personalization.Secrets secrets)
            throws VscException {
        create(file, label, profile, Lifecycle.ACTIVE, password, edit -> Personalization.issue(edit, secrets));
    }

    /** A card without a password, with the secrets that everybody knows, and marked as that. */
    public static void createTestCard(Path file, String label, Profile profile) throws VscException {
        create(file, label, profile, Lifecycle.TEST, null, Personalization::issueForTest);
    }

    private static void create(
            Path file,
            String label,
            Profile profile,
            Lifecycle lifecycle,
            @Nullable Secret password,
            Consumer<ObjectStore.Edit> contents)
            throws VscException {
        NewCard card = new NewCard(
                label,
                profile.name().toLowerCase(Locale.ROOT),
                lifecycle,
                profile.applications(),
                Map.of(ATR, profile.atr().value(), SERIAL, Bytes.ascii(SOFTWARE_SERIAL)),
                List.of(
                        new PinRule(Piv.PIN, Piv.MIN_PIN_LENGTH, Piv.PIN_LENGTH),
                        new PinRule(Piv.PUK, Piv.MIN_PIN_LENGTH, Piv.PIN_LENGTH)));
        VscFile.create(
                        file,
                        card,
                        password,
                        password == null ? KdfParameters.DEFAULT : KdfCalibration.measure(),
                        contents)
                .close();
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
     */
    public static VirtualCard open(Path file, PasswordSource password) throws VscException {
        return assemble(VscFile.open(file, password));
    }

    /** The same for a card that has no password. */
    public static VirtualCard openWithoutPassword(Path file) throws VscException {
        return open(file, () -> {
            throw new VscException(Failure.SECRET_NEEDED, file + " has a password by now.");
        });
    }

    /**
     * The same with the keys of an earlier activation.
     *
     * @param areaKeys not closed
     */
    public static VirtualCard open(Path file, Secret areaKeys) throws VscException {
        return assemble(VscFile.open(file, areaKeys));
    }

    /** The keys by which a card can be opened without its password. The caller closes them. */
    public static Secret areaKeys(Path file, PasswordSource password) throws VscException {
        return VscFile.areaKeys(file, password);
    }

    /** Replaces the activation password that {@code password} gives; what else has opened the card stays as it is. */
    public static void changePassword(Path file, PasswordSource password, Secret fresh) throws VscException {
        VscFile.changePassword(file, password, fresh, KdfCalibration.measure());
    }

    /**
     * Sets a PIN or PUK that nobody knows any more.
     *
     * @param recovery opens a slot for recovery
     * @param pin {@link Piv#PIN} or {@link Piv#PUK}
     * @throws VscException {@code NOT_SUPPORTED} if what has opened the card does not recover PINs
     */
    public static void resetPin(Path file, PasswordSource recovery, String pin, Secret value) throws VscException {
        try (VscFile opened = VscFile.open(file, recovery)) {
            OpenGuards recovered = opened.recovered()
                    .orElseThrow(() -> new VscException(
                            Failure.NOT_SUPPORTED,
                            "Only what was made for recovery sets a PIN anew: recovery shares, or a certificate."));
            PinRecovery.set(opened.store(), recovered, pin, value);
        }
    }

    private static VirtualCard assemble(VscFile opened) {
        Bytes atr = opened.header().attributes().get(ATR);
        Card card = new Card(
                atr == null ? Profile.PIV.atr() : new Atr(atr),
                List.of(PivApplication.installed(opened.store())),
                opened::close);
        return new VirtualCard(opened, card);
    }
}
