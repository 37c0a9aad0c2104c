// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Optional;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.VscException;

/**
 * One computer.
 *
 * @param host the name of what has sealed it there
 */
record HostFactor(String host, Bytes sealed) implements Factor {
    private static final int MASK = 4;
    private static final int LENGTH = 32;
    private static final int MAX_SEALED = 4096;

    static Fresh fresh(HostBinding host) throws VscException {
        Secret material = Secret.random(LENGTH);
        return new Fresh(new HostFactor(Names.require(host.name()), host.seal(material)), material);
    }

    @Override
    public int kind() {
        return Slot.HOST;
    }

    @Override
    public int mask() {
        return MASK;
    }

    @Override
    public String name() {
        return "this computer";
    }

    @Override
    public String detail() {
        return host;
    }

    /** No hostile file makes us start processes by the dozen. */
    @Override
    public int derivations() {
        return 1;
    }

    @Override
    public boolean accepts(Presented presented) {
        return presented.isNothing() && binding(presented).isPresent();
    }

    private Optional<HostBinding> binding(Presented presented) {
        return presented.hosts().stream()
                .filter(each -> each.name().equals(host))
                .findFirst();
    }

    @Override
    public Optional<Secret> material(Presented presented) throws VscException {
        Optional<HostBinding> binding = binding(presented);
        return binding.isPresent() ? binding.get().unseal(sealed) : Optional.empty();
    }

    @Override
    public void writeTo(DerWriter der) {
        der.sequence(() -> {
            der.text(host);
            der.octets(sealed);
        });
    }

    static HostFactor read(DerReader slot) {
        DerReader der = slot.sequence();
        String host = Names.read(der);
        Bytes sealed = der.octets();
        der.require(sealed.length() <= MAX_SEALED, "has a field of the wrong length");
        der.end();
        return new HostFactor(host, sealed);
    }
}
