// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vsc.agent.PivObjects;
import vsc.app.piv.PivObject;
import vsc.crypto.ContentSigningKey;
import vsc.crypto.SignedContent;
import vsc.iso.Bytes;
import vsc.iso.Tlv;
import vsc.model.Failure;
import vsc.model.VscException;

/** What an issuer signs on a PIV card: the CHUID, and then the hashes of it and the other objects. */
record IssuerSignature(PivObjects objects, ContentSigningKey signer) {
    private static final int SIGNATURE = 0x3E;
    private static final int SECURITY_OBJECT = 0xBB;
    private static final int ERROR_DETECTION = 0xFE;

    /** Needs the management key and the PIN. */
    void renew() throws IOException, VscException {
        Bytes chuid = objects.read(PivObject.CHUID)
                .orElseThrow(() -> new VscException(Failure.OBJECT_NOT_FOUND, "The card has no CHUID to be signed."));
        objects.write(PivObject.CHUID, signedChuid(Tlv.parseAll(chuid)));
        objects.write(PivObject.SECURITY_OBJECT, securityObject());
    }

    /** The signature is over all other fields as they stand there (SP 800-73-4 part 1, 3.1.2). */
    private Bytes signedChuid(List<Tlv> fields) {
        List<Tlv> others =
                fields.stream().filter(field -> field.tag() != SIGNATURE).toList();
        Tlv signature = new Tlv(SIGNATURE, SignedContent.chuid(Tlv.encodeAll(others), signer));
        List<Tlv> all = new ArrayList<>(
                others.stream().filter(field -> field.tag() != ERROR_DETECTION).toList());
        all.add(signature);
        all.addAll(
                others.stream().filter(field -> field.tag() == ERROR_DETECTION).toList());
        return Tlv.encodeAll(all);
    }

    private Bytes securityObject() throws IOException, VscException {
        Map<Integer, Bytes> contents = new TreeMap<>();
        Bytes mapping = Bytes.EMPTY;
        for (PivObject object : SecurityMapping.COVERED) {
            Optional<Bytes> content = objects.read(object);
            if (content.isPresent()) {
                int number = contents.size() + 1;
                contents.put(number, content.get());
                mapping = mapping.concat(SecurityMapping.entry(number, object));
            }
        }
        return Tlv.encodeAll(List.of(
                Tlv.of(SecurityMapping.MAPPING, mapping),
                Tlv.of(SECURITY_OBJECT, SignedContent.hashes(contents, signer)),
                Tlv.of(ERROR_DETECTION, Bytes.EMPTY)));
    }
}
