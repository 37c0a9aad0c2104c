// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.model;

import vsc.crypto.KeyType;
import vsc.iso.Bytes;

/**
 * What is known of a key without opening it.
 *
 * @param guard the guard that opens it
 * @param publicKey SubjectPublicKeyInfo in DER, empty for a secret key
 * @param attributes what the owning application wants to remember of it (origin, PIN policy, ...), in a form of its own
 */
public record KeyRecord(KeyType type, String guard, Bytes publicKey, Bytes attributes) {}
