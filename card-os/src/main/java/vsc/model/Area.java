// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.model;

/** The five areas of a virtual smart card (the patent's Fig. 1). */
public enum Area {
    /** The header: who the card is. */
    IDENTIFIER,
    /** Objects without access conditions. */
    PUBLIC,
    /** Objects readable after a password. */
    PRIVATE,
    /** Keys: usable by the card, readable by nobody. */
    SECRET_KEY,
    /** PINs, their counters and what they open. */
    PASSWORD
}
