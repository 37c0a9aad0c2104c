// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.util.List;
import java.util.Optional;
import vsc.file.HostBinding;
import vsc.model.Failure;
import vsc.model.VscException;

/** The ways to bind a slot to this computer. */
public final class HostBindings {
    private HostBindings() {}

    public static List<HostBinding> all() {
        return List.of(new Tpm2Binding(), new SystemdCredsBinding());
    }

    /**
     * @throws VscException {@link Failure#USAGE} if there is none of this name
     */
    public static HostBinding of(String name) throws VscException {
        Optional<HostBinding> found =
                all().stream().filter(each -> each.name().equals(name)).findFirst();
        return found.orElseThrow(() -> new VscException(
                Failure.USAGE,
                "A slot can be bound to this computer by "
                        + String.join(
                                " or ", all().stream().map(HostBinding::name).toList()) + "."));
    }
}
