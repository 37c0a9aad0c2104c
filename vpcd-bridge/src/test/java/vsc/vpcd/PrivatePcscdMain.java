// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.vpcd;

import java.time.Duration;

/** A process with a card in a private pcscd, until its input ends or it is killed. */
final class PrivatePcscdMain {
    private PrivatePcscdMain() {}

    /** Prints the private directory once a client has seen the card. */
    public static void main(String[] args) throws Exception {
        try (PrivatePcscd service = PrivatePcscd.start("Child Reader", 1)) {
            service.reader().insert(TestCard.named("child"), 0, Duration.ofSeconds(5));
            String reader = service.readerNames().get(0);
            System.out.println(new PcscClient(service.socket()).atr(reader));
            System.out.println(service.directory());
            while (System.in.read() >= 0) {
                // Only the end counts.
            }
        }
    }
}
