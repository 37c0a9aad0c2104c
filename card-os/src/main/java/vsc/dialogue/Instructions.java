// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.dialogue;

import vsc.iso.Ins;

/**
 * The table of what a trace must not show, and of what a card answers otherwise the next time: one line per instruction.
 * An instruction that is not in it may carry anything, so its data stay hidden.
 */
enum Instructions {
    SELECT(Ins.SELECT, "SELECT", Content.OPEN),
    MANAGE_CHANNEL(Ins.MANAGE_CHANNEL, "MANAGE CHANNEL", Content.OPEN),
    GET_RESPONSE(Ins.GET_RESPONSE, "GET RESPONSE", Content.REST),
    GET_CHALLENGE(0x84, "GET CHALLENGE", Content.RANDOM),
    VERIFY(Ins.VERIFY, "VERIFY", Content.PIN),
    CHANGE_REFERENCE_DATA(Ins.CHANGE_REFERENCE_DATA, "CHANGE REFERENCE DATA", Content.NEW_PIN),
    RESET_RETRY_COUNTER(Ins.RESET_RETRY_COUNTER, "RESET RETRY COUNTER", Content.PUK_AND_PIN),
    GET_DATA(Ins.GET_DATA, "GET DATA", Content.READ_OBJECT),
    PUT_DATA(Ins.PUT_DATA, "PUT DATA", Content.WRITE_OBJECT),
    GENERATE(Ins.GENERATE_ASYMMETRIC_KEY_PAIR, "GENERATE ASYMMETRIC KEY PAIR", Content.NEW_KEY),
    GENERAL_AUTHENTICATE(Ins.GENERAL_AUTHENTICATE, "GENERAL AUTHENTICATE", Content.USE_OF_KEY),
    GET_METADATA(Ins.YUBICO_GET_METADATA, "GET METADATA", Content.METADATA),
    GET_SERIAL(Ins.YUBICO_GET_SERIAL, "GET SERIAL", Content.SERIAL),
    SET_RETRIES(Ins.YUBICO_SET_RETRIES, "SET RETRIES", Content.OPEN),
    RESET(Ins.YUBICO_RESET, "RESET", Content.NEW_APPLICATION),
    GET_VERSION(Ins.YUBICO_GET_VERSION, "GET VERSION", Content.OPEN),
    IMPORT_KEY(Ins.YUBICO_IMPORT_KEY, "IMPORT KEY", Content.PRIVATE_KEY),
    SET_MANAGEMENT_KEY(Ins.YUBICO_SET_MANAGEMENT_KEY, "SET MANAGEMENT KEY", Content.MANAGEMENT_KEY),
    /** Any other. */
    UNKNOWN(-1, "", Content.UNKNOWN);

    /** What is secret or random in an exchange. */
    enum Content {
        /** Nothing. */
        OPEN,
        /** What it was in the answer before. */
        REST,
        /** The answer is random. */
        RANDOM,
        /** The data are a PIN. */
        PIN,
        /** The data are an old and a new value. */
        NEW_PIN,
        /** The data are PUK and new PIN. */
        PUK_AND_PIN,
        /** The answer is an object, which may be a protected one. */
        READ_OBJECT,
        /** The data are an object, which may be a protected one. */
        WRITE_OBJECT,
        /** The answer is a random public key; what the key does is random from now on. */
        NEW_KEY,
        /** Signatures, decryption, and proofs of knowing the management key. */
        USE_OF_KEY,
        /** The answer has a public key, which may be a random one. */
        METADATA,
        /** The answer is random after a reset of the application. */
        SERIAL,
        /** The secrets are the well-known ones from now on. */
        NEW_APPLICATION,
        /** The data are a private key; what the key does is the same each time. */
        PRIVATE_KEY,
        /** The data are a new management key. */
        MANAGEMENT_KEY,
        /** Anything. */
        UNKNOWN
    }

    private final int ins;
    private final String standardName;
    private final Content content;

    Instructions(int ins, String standardName, Content content) {
        this.ins = ins;
        this.standardName = standardName;
        this.content = content;
    }

    static Instructions of(int ins) {
        for (Instructions known : values()) {
            if (known.ins == ins) {
                return known;
            }
        }
        return UNKNOWN;
    }

    Content content() {
        return content;
    }

    /** As the standard writes it; empty for an unknown one. */
    String standardName() {
        return standardName;
    }
}
