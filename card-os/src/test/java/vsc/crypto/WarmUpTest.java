// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final PortableEngine ENGINE = new PortableEngine();

    @Test
    void endsWhenItsTimeIsOver() {
        assertEquals(0, WarmUp.run(ENGINE, Duration.ZERO));
    }

    @Test
    void endsWhenItsWorkIsDone() {
        assertEquals(WarmUp.ROUNDS, WarmUp.run(ENGINE, Duration.ofMinutes(10)));
    }
}
