// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import vsc.crypto.Secret;
import vsc.model.Failure;
import vsc.model.VscException;

/** A program that asks on the desktop, found and called as ssh does it. */
record AskPass(String program) {
    /** The helper of the desktop session this runs in, or the one that is to be used in any case. */
    static Optional<AskPass> ofDesktop() {
        Map<String, String> environment = System.getenv();
        boolean desktop = environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        String required = environment.getOrDefault("SSH_ASKPASS_REQUIRE", desktop ? "prefer" : "never");
        return required.equals("never")
                ? Optional.empty()
                : Optional.ofNullable(environment.get("SSH_ASKPASS")).map(AskPass::new);
    }

    /**
     * @throws VscException {@link Failure#SECRET_NEEDED} if it fails, or the person has cancelled
     */
    Secret ask(String prompt) throws VscException {
        try {
            Process asking = new ProcessBuilder(program, prompt)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            asking.getOutputStream().close();
            Secret answer = SecretReader.line(asking.getInputStream(), program);
            if (asking.waitFor() != 0) {
                answer.close();
                throw new VscException(Failure.SECRET_NEEDED, "Nothing was entered.");
            }
            return answer;
        } catch (IOException e) {
            throw new VscException(Failure.SECRET_NEEDED, "Cannot ask by " + program + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VscException(Failure.SECRET_NEEDED, "Interrupted.", e);
        }
    }
}
