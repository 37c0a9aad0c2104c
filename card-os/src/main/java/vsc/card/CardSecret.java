// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.card;

/** The secrets that a card is made with. Applications on one card share those of the same name. */
public enum CardSecret {
    /** What its holder types every day. */
    PIN,
    /** Sets a PIN anew that was blocked or forgotten. */
    PUK,
    /** The card management key of PIV, 16, 24 or 32 bytes. */
    MANAGEMENT_KEY,
    /** Of the security officer of a PKCS #15 token. */
    SO_PIN,
    /** PW3 of OpenPGP. */
    ADMIN_PIN
}
