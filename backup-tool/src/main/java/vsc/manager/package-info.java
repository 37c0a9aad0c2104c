// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/** The smart card API without a window system: one class per operation, used by command line and window alike. */
@NullMarked
package vsc.manager;

import org.jspecify.annotations.NullMarked;
