// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/** Card agents: what to send to a card of a certain kind, whether it is virtual or in a reader. Knows only transports. */
@NullMarked
package vsc.agent;

import org.jspecify.annotations.NullMarked;
