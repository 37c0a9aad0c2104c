// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A passphrase in the forms that key files take it. */
final class Passphrase {
    private Passphrase() {}

    /** One character for each byte: the traditional PEM encryption takes bytes, Bouncy Castle wants them as characters. */
    static char[] octets(Secret utf8) {
        byte[] bytes = utf8.expose();
        char[] octets = new char[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            octets[i] = (char) (bytes[i] & 0xFF);
        }
        return octets;
    }

    /** BMPString with two bytes of zero at the end (RFC 7292, B.1). */
    static Secret bmp(Secret utf8) {
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8.expose()));
        byte[] bmp = new byte[2 * decoded.remaining() + 2];
        for (int i = 0; decoded.hasRemaining(); i += 2) {
            char c = decoded.get();
            bmp[i] = (byte) (c >> 8);
            bmp[i + 1] = (byte) c;
        }
        Arrays.fill(decoded.array(), '\0');
        return Secret.adopt(bmp);
    }
}
