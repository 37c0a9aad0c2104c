// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/**
 * ISO/IEC 7816-4 values: bytes, commands, responses, status words, BER-TLV, AIDs and ATRs. Depends on nothing else here.
 */
@NullMarked
package vsc.iso;

import org.jspecify.annotations.NullMarked;
