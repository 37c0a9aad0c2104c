// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/** Secrets, key derivation, authenticated encryption and the raw operations of a card's keys. Uses {@code vsc.iso} only. */
@NullMarked
package vsc.crypto;

import org.jspecify.annotations.NullMarked;
