// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The PIV card application: SP 800-73-4 part 1 (objects) and part 2 (commands) with the Yubico instructions that hosts
 * use. Reaches its objects through {@code ObjectStore} only and knows no other application.
 */
@NullMarked
package vsc.app.piv;

import org.jspecify.annotations.NullMarked;
