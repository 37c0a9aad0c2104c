// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The file-system application: MF, DFs and EFs (ISO/IEC 7816-4), keys in files (7816-8), creating and ending files (7816-9),
 * and what MyEID and OsEID add to that, so that OpenSC can write PKCS #15 into it. A file is a few data objects: what
 * CREATE FILE said of it, its content, and for a DF the list of what is in it.
 */
@NullMarked
package vsc.app.fs;

import org.jspecify.annotations.NullMarked;
