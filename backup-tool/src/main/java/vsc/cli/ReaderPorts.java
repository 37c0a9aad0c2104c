// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.stream.Stream;
import vsc.manager.RunWithCards;
import vsc.model.Failure;
import vsc.model.VscException;
import vsc.vpcd.VirtualReader;

/** Which virtual reader is meant. */
final class ReaderPorts {
    private ReaderPorts() {}

    /** The machine's reader, or inside {@code vsc run} the private one. */
    static VirtualReader reader() throws VscException {
        String ports = System.getenv(RunWithCards.PORTS_VARIABLE);
        if (ports == null) {
            return VirtualReader.standard();
        }
        try {
            return new VirtualReader(
                    Stream.of(ports.split(",", -1)).map(Integer::valueOf).toList());
        } catch (NumberFormatException e) {
            throw new VscException(Failure.USAGE, RunWithCards.PORTS_VARIABLE + " is not a list of ports.", e);
        }
    }
}
