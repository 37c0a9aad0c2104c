// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Path;
import vsc.card.VirtualCard;
import vsc.card.VirtualCards;
import vsc.model.VscException;

/** Opens a card's file, asking for its password only where it has one. */
final class Activation {
    private Activation() {}

    static VirtualCard open(Path file, SecretSource secrets) throws VscException {
        String label = VirtualCards.inspect(file).label();
        return VirtualCards.open(file, () -> secrets.get(SecretName.PASSWORD, label));
    }
}
