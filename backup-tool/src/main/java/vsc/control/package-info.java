// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/**
 * How another {@code vsc} talks to the process that holds a plugged card: one Unix domain socket per card, one line per
 * request and answer.
 */
@NullMarked
package vsc.control;

import org.jspecify.annotations.NullMarked;
