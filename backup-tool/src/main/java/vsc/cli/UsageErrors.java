// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import vsc.model.Failure;

/** Wrong arguments: the usual text of picocli, or one JSON object where JSON was asked for. */
record UsageErrors(Terminal terminal, IParameterExceptionHandler text) implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException exception, String[] args) throws Exception {
        for (String arg : args) {
            if (arg.equals("--json")) {
                terminal.configure(true, false);
                terminal.failure(Failure.USAGE, String.valueOf(exception.getMessage()));
                return Failure.USAGE.exitCode();
            }
            if (arg.equals("--")) {
                break;
            }
        }
        return text.handleParseException(exception, args);
    }
}
