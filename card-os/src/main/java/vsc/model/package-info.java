// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/** What any card holds, whatever keeps it: objects, areas, and why an operation can fail. Uses iso and crypto. */
@NullMarked
package vsc.model;

import org.jspecify.annotations.NullMarked;
