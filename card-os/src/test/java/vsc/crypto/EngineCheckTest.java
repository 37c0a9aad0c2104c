// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.crypto;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineCheckTest {
    private enum Fault {
        RSA,
        SIGNATURE,
        AGREEMENT
    }

    /** Right in all but one operation, whose result is changed in one bit. */
    private record Faulty(Fault fault, PortableEngine right) implements KeyEngine {
        @Override
        public Rsa open(RSAPrivateCrtKey key) throws GeneralSecurityException {
            Rsa operation = right.open(key);
            return block -> changed(Fault.RSA, operation.apply(block));
        }

        @Override
        public Ec open(KeyType type, Secret pkcs8) {
            Ec operations = right.open(type, pkcs8);
            return new Ec() {
                @Override
                public byte[] sign(byte[] hash) throws GeneralSecurityException {
                    return changed(Fault.SIGNATURE, operations.sign(hash));
                }

                @Override
                public byte[] agree(ECPoint point) throws GeneralSecurityException {
                    return changed(Fault.AGREEMENT, operations.agree(point));
                }
            };
        }

        @Override
        public KeyPairGenerator rsaGenerator(KeyType type) throws GeneralSecurityException {
            return right.rsaGenerator(type);
        }

        private byte[] changed(Fault where, byte[] result) {
            if (where == fault) {
                result[result.length - 1] ^= 1;
            }
            return result;
        }
    }

    private static final PortableEngine PORTABLE = new PortableEngine();

    @ParameterizedTest
    @EnumSource
    void findsAnOperationThatIsWrong(Fault fault) {
        assertThrows(GeneralSecurityException.class, () -> EngineCheck.compare(new Faulty(fault, PORTABLE), PORTABLE));
    }

    @Test
    void findsNothingInAnEngineThatIsRight() {
        assertDoesNotThrow(() -> EngineCheck.compare(new PortableEngine(), PORTABLE));
    }
}
