// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/** What a host and a card say to each other, as text: written by a trace, read by a replay. */
@NullMarked
package vsc.dialogue;

import org.jspecify.annotations.NullMarked;
