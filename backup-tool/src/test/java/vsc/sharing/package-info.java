// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/** Several applications at one card: programs that use javax.smartcardio and nothing of ours. */
@NullMarked
package vsc.sharing;

import org.jspecify.annotations.NullMarked;
