// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import vsc.crypto.Argon2id;
import vsc.crypto.KdfParameters;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;

/** How the password of one slot becomes a key. */
record Kdf(KdfParameters cost, String salt) {
    static final int COST_LENGTH = 12;

    Secret derive(Secret password) {
        return Argon2id.derive(password, salt, cost);
    }

    /** Memory, passes and lanes, 4 bytes each. */
    Bytes costBytes() {
        return Bytes.ofInt(cost.memoryKiB(), 4).concat(Bytes.ofInt(cost.passes(), 4), Bytes.ofInt(cost.lanes(), 4));
    }

    void writeTo(DerWriter der) {
        der.sequence(() -> {
            der.integer(cost.memoryKiB());
            der.integer(cost.passes());
            der.integer(cost.lanes());
            der.text(salt);
        });
    }

    static Kdf read(DerReader slot) {
        DerReader der = slot.sequence();
        KdfParameters cost =
                cost(der.integer(Integer.MAX_VALUE), der.integer(Integer.MAX_VALUE), der.integer(Integer.MAX_VALUE));
        String salt = der.text(Argon2id.SALT_LENGTH);
        der.require(Argon2id.isSalt(salt), "has a salt that is none");
        der.end();
        return new Kdf(cost, salt);
    }

    private static KdfParameters cost(int memoryKiB, int passes, int lanes) {
        KdfParameters cost;
        try {
            cost = new KdfParameters(memoryKiB, passes, lanes);
        } catch (IllegalArgumentException impossible) {
            throw outOfLimits();
        }
        if (!cost.suitsPassword()) {
            throw outOfLimits();
        }
        return cost;
    }

    private static Rejected outOfLimits() {
        return new Rejected(
                Failure.FILE_KDF_LIMITS, "asks for more work on its password than is allowed, or for too little");
    }
}
