// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vsc.app.fs.FileSystem;
import vsc.app.openpgp.Dialect;
import vsc.app.openpgp.OpenPgp;
import vsc.app.openpgp.OpenPgpApplication;
import vsc.app.piv.Personalization;
import vsc.app.piv.Piv;
import vsc.app.piv.PivApplication;
import vsc.crypto.Secret;
import vsc.file.Header;
import vsc.file.PinRule;
import vsc.iso.Aid;
import vsc.model.ObjectStore;
import vsc.model.VscException;
import vsc.os.InstalledApplication;

/** The applications that can be put on a card, and what each of them needs for that. */
enum CardApplication {
    PIV {
        @Override
        Set<CardSecret> secrets() {
            return Set.of(CardSecret.PIN, CardSecret.PUK, CardSecret.MANAGEMENT_KEY);
        }

        @Override
        Aid aid() {
            return Piv.AID;
        }

        @Override
        boolean isNamedBy(Aid aid) {
            return aid.equals(Piv.AID);
        }

        @Override
        List<PinRule> pinRules() {
            return List.of(
                    new PinRule(Piv.PIN, Piv.MIN_PIN_LENGTH, Piv.PIN_LENGTH),
                    new PinRule(Piv.PUK, Piv.MIN_PIN_LENGTH, Piv.PIN_LENGTH));
        }

        @Override
        void issueForTest(ObjectStore.Edit edit) {
            Personalization.issueForTest(edit);
        }

        @Override
        Consumer<ObjectStore.Edit> issue(Map<CardSecret, Secret> secrets) throws VscException {
            Personalization.Secrets own = Personalization.Secrets.of(
                    require(secrets, CardSecret.PIN),
                    require(secrets, CardSecret.PUK),
                    require(secrets, CardSecret.MANAGEMENT_KEY));
            return edit -> Personalization.issue(edit, own);
        }

        @Override
        InstalledApplication install(ObjectStore store, Header header) {
            return PivApplication.installed(store);
        }
    },
    FILE_SYSTEM {
        @Override
        Set<CardSecret> secrets() {
            return Set.of(CardSecret.PIN, CardSecret.PUK, CardSecret.SO_PIN);
        }

        @Override
        Aid aid() {
            return FileSystem.PKCS15_AID;
        }

        @Override
        boolean isNamedBy(Aid aid) {
            return aid.equals(FileSystem.PKCS15_AID);
        }

        @Override
        List<PinRule> pinRules() {
            return IntStream.rangeClosed(1, FileSystem.MAX_PIN)
                    .boxed()
                    .flatMap(number -> Stream.of(FileSystem.pin(number), FileSystem.puk(number)))
                    .map(name -> new PinRule(name, FileSystem.MIN_PIN_LENGTH, FileSystem.PIN_LENGTH))
                    .toList();
        }

        @Override
        void issueForTest(ObjectStore.Edit edit) {
            vsc.app.fs.Personalization.issueForTest(edit);
        }

        @Override
        Consumer<ObjectStore.Edit> issue(Map<CardSecret, Secret> secrets) throws VscException {
            vsc.app.fs.Personalization.Secrets own = vsc.app.fs.Personalization.Secrets.of(
                    require(secrets, CardSecret.PIN),
                    require(secrets, CardSecret.PUK),
                    require(secrets, CardSecret.SO_PIN));
            return edit -> vsc.app.fs.Personalization.issue(edit, own);
        }

        @Override
        Optional<Consumer<ObjectStore.Edit>> issueBlank() {
            return Optional.of(vsc.app.fs.Personalization::issueBlank);
        }

        @Override
        InstalledApplication install(ObjectStore store, Header header) {
            return FileSystem.installed(store);
        }
    },
    OPENPGP {
        @Override
        Set<CardSecret> secrets() {
            return Set.of(CardSecret.PIN, CardSecret.ADMIN_PIN);
        }

        @Override
        Aid aid() {
            return OpenPgp.freshAid();
        }

        @Override
        boolean isNamedBy(Aid aid) {
            return OpenPgp.isWhole(aid);
        }

        @Override
        List<PinRule> pinRules() {
            return List.of(
                    new PinRule(OpenPgp.PW1, OpenPgp.MIN_PW1_LENGTH, OpenPgp.MAX_PASSWORD_LENGTH),
                    new PinRule(OpenPgp.PW3, OpenPgp.MIN_PW3_LENGTH, OpenPgp.MAX_PASSWORD_LENGTH),
                    new PinRule(OpenPgp.RESETTING_CODE, OpenPgp.MIN_PW3_LENGTH, OpenPgp.MAX_PASSWORD_LENGTH));
        }

        @Override
        void issueForTest(ObjectStore.Edit edit) {
            vsc.app.openpgp.Personalization.issueForTest(edit);
        }

        @Override
        Consumer<ObjectStore.Edit> issue(Map<CardSecret, Secret> secrets) throws VscException {
            var own = vsc.app.openpgp.Personalization.Secrets.of(
                    require(secrets, CardSecret.PIN), require(secrets, CardSecret.ADMIN_PIN));
            return edit -> vsc.app.openpgp.Personalization.issue(edit, own);
        }

        @Override
        InstalledApplication install(ObjectStore store, Header header) {
            Aid own = header.applications().stream()
                    .filter(this::isNamedBy)
                    .findFirst()
                    .orElseThrow();
            return OpenPgpApplication.installed(store, own, Dialect.PLAIN);
        }
    };

    /** What a card for real use takes, besides an activation password. */
    abstract Set<CardSecret> secrets();

    static Optional<CardApplication> find(Aid aid) {
        return Arrays.stream(values())
                .filter(application -> application.isNamedBy(aid))
                .findFirst();
    }

    /** The name for a new card; it stands in the header. */
    abstract Aid aid();

    /** Whether a name in a header is one of this application. */
    abstract boolean isNamedBy(Aid aid);

    abstract List<PinRule> pinRules();

    /** Puts in what a new card holds, with the secrets that everybody knows. */
    abstract void issueForTest(ObjectStore.Edit edit);

    /**
     * The same with secrets of its own.
     *
     * @param secrets at least those of {@link #secrets}; not closed
     * @throws VscException {@code BAD_PIN_FORMAT} or {@code WRONG_MANAGEMENT_KEY} if one has not the form it must have
     */
    abstract Consumer<ObjectStore.Edit> issue(Map<CardSecret, Secret> secrets) throws VscException;

    /** Puts in what there is before anybody has personalised the card; nothing for an application that has no such state. */
    Optional<Consumer<ObjectStore.Edit>> issueBlank() {
        return Optional.empty();
    }

    /** As it is when the card is switched on. */
    abstract InstalledApplication install(ObjectStore store, Header header);

    private static Secret require(Map<CardSecret, Secret> secrets, CardSecret name) {
        Secret secret = secrets.get(name);
        if (secret == null) {
            throw new IllegalArgumentException("this card needs a " + name);
        }
        return secret;
    }
}
