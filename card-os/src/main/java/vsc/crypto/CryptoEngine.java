// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Chooses what carries out the operations of private keys. A process begins with what every platform has; where
 * {@link #warmUp} finds a native library, keys opened from then on use it; those already open go on as they are until their
 * owner asks them {@link CardKey#isCurrent}.
 */
public final class CryptoEngine {
    /** The value {@code portable} keeps the native library out. */
    private static final String PROPERTY = "vsc.crypto";

    /** Enough for the compiler of the JVM, with as much time again for the card to have its turns. */
    private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(3);

    private static final PortableEngine PORTABLE = new PortableEngine();

    /**
     * Changes once at most, in {@link #warmUp}. It is static because a shared library is: a process loads it once,
     * whichever card asked for it.
     */
    private static volatile KeyEngine current = PORTABLE;

    private static final AtomicBoolean WARMED_UP = new AtomicBoolean();

    private CryptoEngine() {}

    static KeyEngine current() {
        return current;
    }

    /**
     * Does {@link #warmUp} in a thread of its own, the first time it is called. For processes that keep cards, once a card
     * can be used; others never need it.
     */
    public static void warmUpInBackground() {
        if (WARMED_UP.compareAndSet(false, true)) {
            Thread thread = new Thread(CryptoEngine::warmUp, "crypto warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * Loads the native library or, where there is none, runs the portable code until it is compiled. Ends within a few
     * seconds.
     */
    public static void warmUp() {
        Optional<NativeEngine> loaded =
                "portable".equals(System.getProperty(PROPERTY)) ? Optional.empty() : NativeEngine.load(PORTABLE);
        if (loaded.isPresent()) {
            current = loaded.get();
        } else {
            WarmUp.run(PORTABLE, WARM_UP_LIMIT);
        }
    }
}
