// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The OpenPGP card application 3.4: data objects, passwords, keys and what they are used for. Clause numbers are those of
 * the functional specification of the OpenPGP application on ISO smart card operating systems, version 3.4. Reaches its
 * objects through {@code ObjectStore} only and knows no other application.
 */
@NullMarked
package vsc.app.openpgp;

import org.jspecify.annotations.NullMarked;
