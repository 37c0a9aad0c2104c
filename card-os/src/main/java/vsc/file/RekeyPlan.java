// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.List;
import java.util.Optional;
import vsc.crypto.SealingKey;
import vsc.crypto.Secret;

/** New keys for a whole card, as they would be: nothing is changed before {@link KeySlots#rekey}. */
public final class RekeyPlan implements AutoCloseable {
    private final Secret masterKey;
    private final Optional<SealingKey> recoveryKey;
    private final List<KeySlot> kept;
    private final List<SlotDescription> dropped;

    /**
     * @param masterKey taken over
     * @param recoveryKey what the slots for recovery wrap, if there are any
     */
    RekeyPlan(Secret masterKey, Optional<SealingKey> recoveryKey, List<KeySlot> kept, List<SlotDescription> dropped) {
        this.masterKey = masterKey;
        this.recoveryKey = recoveryKey;
        this.kept = kept;
        this.dropped = dropped;
    }

    /** The slots that go on opening the card. */
    public List<SlotDescription> kept() {
        return kept.stream().map(KeySlot::describe).toList();
    }

    /** The slots that are lost, because what opens them is not at hand, or because they are not wanted. */
    public List<SlotDescription> dropped() {
        return dropped;
    }

    Secret masterKey() {
        return masterKey;
    }

    Optional<SealingKey> recoveryKey() {
        return recoveryKey;
    }

    List<Slot> slots() {
        return kept.stream().map(KeySlot::toSlot).toList();
    }

    @Override
    public void close() {
        masterKey.close();
    }
}
