// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import vsc.crypto.KeyType;

/** The value of {@code -a}: {@code rsa2048} and the like. */
final class KeyAlgorithmOption implements ITypeConverter<KeyType> {
    static final String DESCRIPTION = "rsa1024, rsa2048, rsa3072, rsa4096, p256, p384, ed25519 or x25519.";

    private static final List<KeyType> TYPES = List.of(
            KeyType.RSA_1024,
            KeyType.RSA_2048,
            KeyType.RSA_3072,
            KeyType.RSA_4096,
            KeyType.P_256,
            KeyType.P_384,
            KeyType.ED25519,
            KeyType.X25519);

    static String name(KeyType type) {
        return type.name().replace("_", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public KeyType convert(String value) {
        String wanted = value.toLowerCase(Locale.ROOT).replace("-", "");
        return TYPES.stream()
                .filter(type -> name(type).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("not one of " + DESCRIPTION + ": " + value));
    }
}
