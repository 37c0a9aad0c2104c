// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.VscException;

/** What a slot takes besides, or instead of, a password. */
sealed interface Factor permits Factor.None, Factor.Open, FileFactor, SharesFactor, RecipientFactor, HostFactor {
    int kind();

    /** Its bit in the mask of factors; that of a password is 1. */
    int mask();

    /** A word for the kind of slot. */
    String name();

    default String detail() {
        return "";
    }

    /** What is bound to the key of the slot besides: costs and numbers. */
    default Bytes parameters() {
        return Bytes.EMPTY;
    }

    /** How often something expensive is done for it, such as Argon2. */
    default int derivations() {
        return 0;
    }

    /** One element, or nothing where the kind of the slot says all. */
    void writeTo(DerWriter der);

    /** Whether a slot with this factor is meant by somebody who has presented that. */
    boolean accepts(Presented presented);

    /**
     * What goes into the key of the slot.
     *
     * @return empty if nothing was presented that this can be made of
     * @throws VscException if what was presented cannot be used
     */
    Optional<Secret> material(Presented presented) throws VscException;

    /** A factor that was just made, and what it gives. */
    record Fresh(Factor factor, Secret material) implements AutoCloseable {
        @Override
        public void close() {
            material.close();
        }
    }

    /** The password is all. */
    record None() implements Factor {
        @Override
        public int kind() {
            return Slot.PASSWORD;
        }

        @Override
        public int mask() {
            return 0;
        }

        @Override
        public String name() {
            return "password";
        }

        @Override
        public void writeTo(DerWriter der) {
            // nothing besides the password
        }

        @Override
        public boolean accepts(Presented presented) {
            return presented.isNothing();
        }

        @Override
        public Optional<Secret> material(Presented presented) {
            return Optional.of(Secret.adopt(new byte[0]));
        }
    }

    /** Neither a password nor anything else. */
    record Open() implements Factor {
        /** What stands in for a password where there is none. It is no secret. */
        private static final byte[] CONSTANT = "VSC/1 open slot: not a secret !!".getBytes(StandardCharsets.US_ASCII);

        @Override
        public int kind() {
            return Slot.OPEN;
        }

        @Override
        public int mask() {
            return 0;
        }

        @Override
        public String name() {
            return "open";
        }

        @Override
        public void writeTo(DerWriter der) {
            // nothing at all
        }

        @Override
        public boolean accepts(Presented presented) {
            return presented.isNothing();
        }

        @Override
        public Optional<Secret> material(Presented presented) {
            return Optional.of(Secret.copyOf(CONSTANT));
        }
    }
}
