// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The VSC file: its format, its keys, the check before a file is accepted, and saving so that nothing acknowledged is ever
 * lost. FORMAT.md describes it byte by byte. Uses iso, crypto and model.
 */
@NullMarked
package vsc.file;

import org.jspecify.annotations.NullMarked;
