// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vsc.crypto.DecryptionKey;
import vsc.crypto.KeyType;
import vsc.crypto.NewKey;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.VscException;

/** Things to open cards with. */
final class Factors {
    private Factors() {}

    /** Nothing but what is presented. */
    static PasswordSource only(Presented presented) {
        return source(presented, Optional.empty());
    }

    static PasswordSource only(FileKey key) {
        return only(new Presented(Optional.of(key), List.of(), Optional.empty(), List.of()));
    }

    static PasswordSource only(List<RecoveryShare> shares) {
        return only(new Presented(Optional.empty(), shares, Optional.empty(), List.of()));
    }

    static PasswordSource only(DecryptionKey key) {
        return only(new Presented(Optional.empty(), List.of(), Optional.of(key), List.of()));
    }

    static PasswordSource hosts(String password, HostBinding... hosts) {
        return source(
                new Presented(Optional.empty(), List.of(), Optional.empty(), List.of(hosts)),
                Optional.of(password).filter(text -> !text.isEmpty()));
    }

    static PasswordSource with(FileKey key, String password) {
        return source(new Presented(Optional.of(key), List.of(), Optional.empty(), List.of()), Optional.of(password));
    }

    /** A password that nobody has to be asked for. */
    static PasswordSource password(String password) {
        return source(Presented.NOTHING, Optional.of(password));
    }

    static PasswordSource source(Presented presented, Optional<String> password) {
        return new PasswordSource() {
            @Override
            public Secret ask() {
                return Cards.secret(password.orElseThrow(() -> new AssertionError("asked for a password")));
            }

            @Override
            public Optional<Secret> given() {
                return password.map(Cards::secret);
            }

            @Override
            public Presented presented() {
                return presented;
            }
        };
    }

    static DecryptionKey privateKey(KeyType type) {
        return DecryptionKey.of(NewKey.generate(type));
    }

    /** A computer that remembers what it has sealed. */
    static final class Computer implements HostBinding {
        private final Map<Bytes, Secret> sealed = new HashMap<>();

        @Override
        public String name() {
            return "test-host";
        }

        @Override
        public Bytes seal(Secret secret) {
            Bytes handle = Bytes.ofInt(sealed.size() + 1L, 4);
            sealed.put(handle, secret.copy());
            return handle;
        }

        @Override
        public Optional<Secret> unseal(Bytes handle) throws VscException {
            return Optional.ofNullable(sealed.get(handle)).map(Secret::copy);
        }
    }
}
