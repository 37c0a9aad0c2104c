// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import vsc.model.Failure;

/** Where a command writes to: results to standard output, remarks and errors to standard error. */
final class Terminal {
    private static final String SCHEMA = "vsc/1";

    private final PrintStream out;
    private final PrintStream err;
    private boolean json;
    private boolean quiet;

    Terminal() {
        this(System.out, System.err);
    }

    Terminal(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    void configure(boolean useJson, boolean beQuiet) {
        json = useJson;
        quiet = beQuiet;
    }

    /** One line of a result that goes on. */
    void print(String line) {
        out.println(line);
        out.flush();
    }

    /** A sentence about what is going on, which {@code --quiet} suppresses. */
    void remark(String sentence) {
        if (!quiet && !json) {
            err.println(sentence);
        }
    }

    /**
     * The result of a command.
     *
     * @param data maps, lists, strings, numbers and booleans
     */
    void result(String command, Object data, String text) {
        if (json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("schema", SCHEMA);
            answer.put("command", command);
            answer.put("ok", true);
            answer.put("data", data);
            out.println(encode(answer));
        } else {
            out.print(text);
        }
        out.flush();
    }

    /** That something was done, as {@link #result}; {@code --quiet} suppresses the sentence. */
    void done(String command, Object data, String sentence) {
        result(command, data, quiet ? "" : sentence);
    }

    void failure(Failure failure, String sentence) {
        if (json) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("code", failure.code());
            error.put("exit", failure.exitCode());
            error.put("message", sentence);
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("schema", SCHEMA);
            answer.put("ok", false);
            answer.put("error", error);
            out.println(encode(answer));
            out.flush();
        } else {
            err.println("vsc: " + sentence + " [" + failure.code() + "]");
        }
    }

    private static String encode(Map<String, Object> answer) {
        try {
            return JSON.std.asString(answer);
        } catch (IOException e) {
            throw new IllegalStateException("maps and strings could not be written as JSON", e);
        }
    }
}
