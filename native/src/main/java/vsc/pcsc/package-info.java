// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/** PC/SC of the platform (winscard, pcsclite) by JNA: the readers and what is in them. */
@NullMarked
package vsc.pcsc;

import org.jspecify.annotations.NullMarked;
