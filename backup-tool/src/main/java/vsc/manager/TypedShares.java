// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vsc.card.VirtualCards;
import vsc.crypto.Secret;
import vsc.file.Presented;
import vsc.file.RecoveryShare;
import vsc.model.VscException;

/** Recovery shares that are typed, one after the other, until there are enough; everything else from another source. */
public final class TypedShares implements SecretSource {
    private final SecretSource others;
    private final String label;

    private TypedShares(SecretSource others, String label) {
        this.others = others;
        this.label = label;
    }

    /** What {@code others} has presented, or typed shares if that is nothing. */
    public static SecretSource unlessPresented(SecretSource others, Path file) throws VscException {
        try (Presented presented = others.presented()) {
            return presented.isNothing()
                    ? new TypedShares(others, VirtualCards.inspect(file).label())
                    : others;
        }
    }

    @Override
    public Presented presented() throws VscException {
        List<RecoveryShare> shares = new ArrayList<>();
        do {
            String which = "number " + (shares.size() + 1) + " of " + label;
            try (Secret text = others.get(SecretName.SHARE, which)) {
                shares.add(RecoveryShare.parse(text, "what was typed"));
            }
        } while (shares.size() < shares.get(0).threshold());
        return new Presented(Optional.empty(), List.copyOf(shares), Optional.empty(), List.of());
    }

    @Override
    public Optional<Secret> given(SecretName name) throws VscException {
        return others.given(name);
    }

    @Override
    public Secret get(SecretName name, String of) throws VscException {
        return others.get(name, of);
    }

    @Override
    public Optional<Secret> chooseNew(SecretName name, String of) throws VscException {
        return others.chooseNew(name, of);
    }

    @Override
    public Secret chooseOwn(SecretName name, String of) throws VscException {
        return others.chooseOwn(name, of);
    }
}
