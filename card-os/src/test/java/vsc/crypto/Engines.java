// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import java.security.Provider;
import java.util.List;

/** Both engines of a platform that has both; there, native cryptography that does not load is a failure. */
final class Engines {
    static final PortableEngine PORTABLE = new PortableEngine();
    static final NativeEngine NATIVE = NativeEngine.load(PORTABLE)
            .orElseThrow(() -> new AssertionError("the native library of this platform does not load"));
    static final List<KeyEngine> BOTH = List.of(PORTABLE, NATIVE);

    private Engines() {}

    /** The provider itself, as a second opinion. */
    static Provider provider() throws ReflectiveOperationException {
        return (Provider) Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider")
                .getField("INSTANCE")
                .get(null);
    }
}
