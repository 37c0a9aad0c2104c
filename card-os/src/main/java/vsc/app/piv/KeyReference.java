// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vsc.model.ObjectId;

/**
 * A key reference (SP 800-73-4 part 1, table 4b).
 *
 * @param value the P2 that names it
 */
public record KeyReference(int value) {
    public static final KeyReference AUTHENTICATION = new KeyReference(0x9A);
    public static final KeyReference MANAGEMENT = new KeyReference(0x9B);
    public static final KeyReference SIGNATURE = new KeyReference(0x9C);
    public static final KeyReference KEY_MANAGEMENT = new KeyReference(0x9D);
    public static final KeyReference CARD_AUTHENTICATION = new KeyReference(0x9E);

    private static final int FIRST_RETIRED = 0x82;
    private static final int LAST_RETIRED = 0x95;
    private static final int FIRST_RETIRED_CERTIFICATE = 0x5FC10D;

    /** 9A, 9C, 9D, 9E and the twenty retired key management keys. */
    public static List<KeyReference> asymmetric() {
        return Stream.concat(
                        Stream.of(AUTHENTICATION, SIGNATURE, KEY_MANAGEMENT, CARD_AUTHENTICATION),
                        IntStream.rangeClosed(FIRST_RETIRED, LAST_RETIRED).mapToObj(KeyReference::new))
                .toList();
    }

    public static Optional<KeyReference> findAsymmetric(int value) {
        KeyReference reference = new KeyReference(value);
        return asymmetric().contains(reference) ? Optional.of(reference) : Optional.empty();
    }

    /** The tag of the certificate that belongs to an asymmetric key. */
    public int certificateTag() {
        return switch (value) {
            case 0x9A -> 0x5FC105;
            case 0x9C -> 0x5FC10A;
            case 0x9D -> 0x5FC10B;
            case 0x9E -> 0x5FC101;
            default -> FIRST_RETIRED_CERTIFICATE + value - FIRST_RETIRED;
        };
    }

    /** The rule of the standard: 9E never asks, 9C asks each time, the others once. */
    PinPolicy defaultPinPolicy() {
        return equals(CARD_AUTHENTICATION) ? PinPolicy.NEVER : equals(SIGNATURE) ? PinPolicy.ALWAYS : PinPolicy.ONCE;
    }

    public ObjectId id() {
        return new ObjectId(Piv.NAME, value);
    }

    /** Two hexadecimal digits in lower case, as hosts write it. */
    @Override
    public String toString() {
        return Integer.toHexString(value);
    }
}
