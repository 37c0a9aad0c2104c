// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import vsc.control.ControlClient;
import vsc.model.VscException;

/** Whether a card is plugged in, as its holder says. */
final class LiveState {
    private LiveState() {}

    /** Empty if it is in no reader; otherwise label, pid, port, status and since when. */
    static Map<String, String> of(Path file) {
        Optional<ControlClient> holder = ControlClient.connect(file);
        if (holder.isEmpty()) {
            return Map.of();
        }
        try (ControlClient client = holder.get()) {
            return client.status();
        } catch (VscException justGone) {
            return Map.of();
        }
    }
}
