// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import vsc.model.Failure;
import vsc.model.VscException;

/** Turns whatever ends a command into one sentence and an exit code. */
record Failures(Terminal terminal) implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception exception, CommandLine line, ParseResult parsed) {
        if (exception instanceof VscException known) {
            terminal.failure(known.failure(), known.getMessage());
            return known.failure().exitCode();
        }
        terminal.failure(
                Failure.UNEXPECTED, "Unexpected error: " + exception + ". Please report it with what follows.");
        StringWriter trace = new StringWriter();
        exception.printStackTrace(new PrintWriter(trace));
        terminal.remark(trace.toString());
        return Failure.UNEXPECTED.exitCode();
    }
}
