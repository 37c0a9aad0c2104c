// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import vsc.crypto.CardKey;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;
import vsc.model.Failure;

/** All that can be opened on a card without its PINs. */
final class Guards {
    private final Content content;
    private final Map<String, SealingKey> keys = new HashMap<>();

    /**
     * @throws Rejected if what is there for recovery does not open them
     */
    Guards(Content content, KeySlot.Unlocked unlocked) {
        this.content = content;
        keys.putAll(content.openGuards());
        unlocked.recoveryKey().ifPresent(key -> keys.putAll(RecoveryGuard.open(content.passwordArea(), key)));
    }

    Set<String> names() {
        return keys.keySet();
    }

    /**
     * Opens each object.
     *
     * @return how many there are
     * @throws Rejected {@code FILE_ENVELOPE} if one does not open, {@code FILE_SEMANTICS} if it is not what it should be
     */
    int check() {
        int opened = 0;
        for (PrivateArea.SealedData data : content.privateArea().objects().values()) {
            SealingKey key = keys.get(data.guard());
            if (key != null) {
                data.envelope().open(key).close();
                opened++;
            }
        }
        for (SecretKeyArea.SealedKey sealed : content.secretKeyArea().keys().values()) {
            SealingKey key = keys.get(sealed.description().guard());
            if (key != null) {
                check(sealed, key);
                opened++;
            }
        }
        return opened;
    }

    private static void check(SecretKeyArea.SealedKey sealed, SealingKey key) {
        try (Secret material = sealed.envelope().open(key)) {
            CardKey.open(sealed.description().type(), material);
        } catch (IllegalArgumentException e) {
            throw new Rejected(Failure.FILE_SEMANTICS, "has a key that is none of its kind");
        }
    }
}
