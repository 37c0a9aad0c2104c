// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.security.SecureRandom;
import java.util.List;
import vsc.iso.Bytes;
import vsc.iso.Tlv;
import vsc.model.ObjectId;
import vsc.model.ObjectStore;

/**
 * What PIV remembers of itself: the serial number and which secrets are still the well-known ones.
 *
 * @param serial what GET SERIAL answers; positive as a 32-bit integer, because hosts read it as one
 */
record PivState(int serial, boolean defaultPin, boolean defaultPuk, boolean defaultManagementKey) {
    /** No data object has tag 0, so GET DATA and PUT DATA do not reach it. */
    private static final ObjectId ID = new ObjectId(Piv.NAME, 0);

    private static final int SERIAL = 0x80;
    private static final int DEFAULTS = 0x81;
    private static final SecureRandom RANDOM = new SecureRandom();

    static PivState fresh(boolean defaults) {
        return new PivState(RANDOM.nextInt(1, Integer.MAX_VALUE), defaults, defaults, defaults);
    }

    static PivState of(ObjectStore store) {
        List<Tlv> tlvs = Tlv.parseAll(store.publicData(ID).orElseThrow());
        int defaults = Tlv.find(tlvs, DEFAULTS).orElseThrow().at(0);
        return new PivState(
                (int) Tlv.find(tlvs, SERIAL).orElseThrow().toLong(),
                (defaults & 1) != 0,
                (defaults & 2) != 0,
                (defaults & 4) != 0);
    }

    /**
     * @param name {@link Piv#PIN} or {@link Piv#PUK}
     */
    PivState notDefault(String name) {
        return new PivState(
                serial, defaultPin && !name.equals(Piv.PIN), defaultPuk && !name.equals(Piv.PUK), defaultManagementKey);
    }

    PivState withDefaultPins() {
        return new PivState(serial, true, true, defaultManagementKey);
    }

    PivState withManagementKey(boolean isDefault) {
        return new PivState(serial, defaultPin, defaultPuk, isDefault);
    }

    void put(ObjectStore.Edit edit) {
        int defaults = (defaultPin ? 1 : 0) | (defaultPuk ? 2 : 0) | (defaultManagementKey ? 4 : 0);
        edit.putPublic(
                ID,
                Tlv.encodeAll(List.of(Tlv.of(SERIAL, Bytes.ofInt(serial, 4)), Tlv.of(DEFAULTS, Bytes.of(defaults)))));
    }
}
