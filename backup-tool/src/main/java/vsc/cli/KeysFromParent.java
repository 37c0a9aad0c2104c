// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import vsc.card.VirtualCard;
import vsc.card.VirtualCards;
import vsc.crypto.Secret;
import vsc.file.HostWitness;
import vsc.manager.InsertCards;
import vsc.model.VscException;

/** Opens cards with the area keys that come on standard input, a line for each card that has a password. */
record KeysFromParent(Optional<HostWitness> witness) implements InsertCards.CardOpener {
    @Override
    public VirtualCard open(Path file) throws VscException {
        if (!VirtualCards.inspect(file).hasPassword()) {
            return VirtualCards.openWithoutPassword(file, witness);
        }
        try (Secret line = SecretReader.standardInputLine();
                Secret keys =
                        Secret.adopt(HexFormat.of().parseHex(new String(line.expose(), StandardCharsets.US_ASCII)))) {
            return VirtualCards.open(file, keys, witness);
        }
    }
}
