// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/** Puts a virtual smart card together from its file: the one place that knows storage, kernel and applications. */
@NullMarked
package vsc.card;

import org.jspecify.annotations.NullMarked;
