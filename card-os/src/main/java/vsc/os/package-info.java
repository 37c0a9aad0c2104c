// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The card kernel: power, reset, logical channels, chaining, and the contract of card applications. Uses iso only; what
 * an application stores is its own affair.
 */
@NullMarked
package vsc.os;

import org.jspecify.annotations.NullMarked;
