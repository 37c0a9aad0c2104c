// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.util.List;
import java.util.Optional;
import vsc.app.piv.PivObject;
import vsc.iso.Bytes;

/**
 * Which objects the security object has the hashes of (SP 800-73-4 part 1, 3.1.7): in tag BA, three bytes for each, the
 * number of the hash and the container.
 */
final class SecurityMapping {
    static final int MAPPING = 0xBA;

    /** All that is not signed by other means: no certificates, and not the security object itself. */
    static final List<PivObject> COVERED = List.of(
            PivObject.CARD_CAPABILITY_CONTAINER,
            PivObject.CHUID,
            PivObject.FINGERPRINTS,
            PivObject.FACIAL_IMAGE,
            PivObject.PRINTED_INFORMATION,
            PivObject.KEY_HISTORY,
            PivObject.IRIS,
            PivObject.PAIRING_CODE);

    private SecurityMapping() {}

    static Bytes entry(int number, PivObject object) {
        return Bytes.of(number, object.container() >> 8, object.container());
    }

    /**
     * Whether a change of {@code object} makes the security object wrong: all that is covered and there has to be in it.
     *
     * @param securityObject what it holds, if there is one
     */
    static boolean covers(Optional<Bytes> securityObject, PivObject object) {
        return securityObject.isPresent() && COVERED.contains(object);
    }
}
