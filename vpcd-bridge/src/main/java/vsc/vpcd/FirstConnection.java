// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import vsc.model.Failure;
import vsc.model.VscException;

/** How a card finds its slot: bounded, and with a sentence for each way in which it can fail. */
final class FirstConnection {
    /** vpcd looks for a new card every 400 ms and asks it for its ATR: this long a silence means that it has another. */
    static final Duration SILENCE = Duration.ofMillis(1200);

    private FirstConnection() {}

    /**
     * A connection on which vpcd has begun to talk.
     *
     * @param wait how long to wait for vpcd to listen
     * @throws VscException NO_PCSC_SERVICE, NO_VPCD_DRIVER or NO_VIRTUAL_READER if it does not, SLOT_TAKEN if it does and has a card already
     */
    static VpcdConnection open(int port, Duration wait) throws VscException {
        long end = System.nanoTime() + wait.toNanos();
        Backoff backoff = new Backoff();
        for (; ; ) {
            try {
                return attempt(port);
            } catch (IOException nobody) {
                if (System.nanoTime() - end >= 0) {
                    throw absent(port, nobody);
                }
            }
            try {
                Thread.sleep(backoff.next());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw absent(port, interrupted);
            }
        }
    }

    private static VpcdConnection attempt(int port) throws IOException, VscException {
        VpcdConnection connection = new VpcdConnection();
        boolean served = false;
        try {
            connection.connect(port, SILENCE);
            served = connection.awaitData(SILENCE);
        } catch (SocketTimeoutException queueFull) {
            throw taken(port);
        } finally {
            if (!served) {
                connection.close();
            }
        }
        if (!served) {
            throw taken(port);
        }
        return connection;
    }

    static VscException taken(int port) {
        return new VscException(
                Failure.SLOT_TAKEN, "The slot of the virtual reader at port " + port + " has another card already.");
    }

    /** Why nothing listens: a part is not installed, or else it is not running. */
    private static VscException absent(int port, Exception cause) {
        try {
            PcscdInstallation.find();
        } catch (VscException missing) {
            return missing;
        }
        return new VscException(
                Failure.NO_VIRTUAL_READER,
                "Nothing listens at port " + port + ": is pcscd running with the vpcd driver?",
                cause);
    }
}
