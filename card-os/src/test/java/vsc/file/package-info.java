// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the VSC file. */
@NullMarked
package vsc.file;

import org.jspecify.annotations.NullMarked;
