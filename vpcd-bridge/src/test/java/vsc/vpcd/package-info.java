// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the bridge: against a vpcd of our own making, and against the real one in a private pcscd. */
@NullMarked
package vsc.vpcd;

import org.jspecify.annotations.NullMarked;
