// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/** The {@code vsc} command line: one class per verb, each a thin shell around an operation of {@code vsc.manager}. */
@NullMarked
package vsc.cli;

import org.jspecify.annotations.NullMarked;
