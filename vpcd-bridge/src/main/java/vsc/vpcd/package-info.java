// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The way from a card to the vsmartcard virtual reader (vpcd) in pcscd: frames, reader slots, and a private pcscd. Uses
 * the card kernel and nothing of what a card holds.
 */
@NullMarked
package vsc.vpcd;

import org.jspecify.annotations.NullMarked;
