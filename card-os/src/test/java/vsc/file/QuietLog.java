// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps the log silent about thousands of errors that are made on purpose. */
final class QuietLog {
    private final Logger logger = Logger.getLogger(QuietLog.class.getPackageName());
    private final @Nullable Level before = logger.getLevel();

    QuietLog() {
        logger.setLevel(Level.OFF);
    }

    void end() {
        logger.setLevel(before);
    }
}
