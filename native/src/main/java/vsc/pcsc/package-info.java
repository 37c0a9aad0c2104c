// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/** PC/SC of the platform (winscard, pcsclite) by JNA: the readers, what is in them, and the way to their cards. */
@NullMarked
package vsc.pcsc;

import org.jspecify.annotations.NullMarked;
