// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import vsc.manager.HostState;

/** Where background processes leave what they have to say. */
final class LogFolder {
    /** Of a process that may run for months. */
    private static final long LIMIT = 256 << 10;

    private LogFolder() {}

    /** Where a background process writes what its log is to have: standard error, as far as it fits. */
    static PrintStream standardError() {
        return new PrintStream(
                new LimitedOutput(new FileOutputStream(FileDescriptor.err), LIMIT), true, Charset.defaultCharset());
    }

    static Path standard() {
        return HostState.folder();
    }
}
