// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.nio.file.Path;

/** Where a card is. */
public sealed interface CardPlace {
    /** A virtual card in its file, whether plugged in or not. */
    record InFile(Path file) implements CardPlace {}

    /**
     * A card in a reader of the smart card service, real or virtual.
     *
     * @param reader its name
     */
    record InReader(String reader) implements CardPlace {}
}
