// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import picocli.CommandLine.Parameters;
import vsc.app.piv.PivObject;
import vsc.manager.CardObjects;
import vsc.model.VscException;

/** The two arguments that name an object: its card and its place on it. */
final class NamedObject {
    @Parameters(index = "0", paramLabel = "CARD", description = "The card.")
    String card = "";

    @Parameters(
            index = "1",
            paramLabel = "NAME",
            description = "Such as chuid, ccc, face, fingerprints, iris, printed, security, key-history, pairing-code,"
                    + " discovery, cert-9a, or a tag such as 5fc102.")
    private String name = "";

    PivObject object() throws VscException {
        return CardObjects.named(name);
    }
}
