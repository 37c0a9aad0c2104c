// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.Map;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.ObjectId;

/** One step from one {@link Content} to the next, small enough to be written down on its own. */
sealed interface Change {

    /** Does it. */
    void applyTo(Draft draft);

    void writeTo(DerWriter der);

    /**
     * The value of a public data object. What it has in common with the value before need not be written again.
     *
     * @param head how many bytes of the value before begin the new one
     * @param middle follows
     * @param tail how many bytes of the value before end it
     */
    record PutPublic(ObjectId id, int head, Bytes middle, int tail) implements Change {
        static final int TAG = Der.context(0);

        static PutPublic of(ObjectId id, Bytes before, Bytes after) {
            int most = Math.min(before.length(), after.length());
            int head = 0;
            while (head < most && before.at(head) == after.at(head)) {
                head++;
            }
            int tail = 0;
            while (tail < most - head && before.at(before.length() - 1 - tail) == after.at(after.length() - 1 - tail)) {
                tail++;
            }
            return new PutPublic(id, head, after.slice(head, after.length() - tail), tail);
        }

        @Override
        public void applyTo(Draft draft) {
            Bytes before = draft.publicData(id);
            Rejected.unless(
                    (long) head + tail <= before.length(), Failure.FILE_JOURNAL, "has a change to what is not there");
            draft.putPublic(id, before.slice(0, head).concat(middle, before.from(before.length() - tail)));
        }

        @Override
        public void writeTo(DerWriter der) {
            der.constructed(TAG, () -> {
                Names.write(id, der);
                der.integer(head);
                der.octets(middle);
                der.integer(tail);
            });
        }

        private static PutPublic read(DerReader der) {
            return new PutPublic(
                    Names.readId(der), der.integer(Frame.MAX_LENGTH), der.octets(), der.integer(Frame.MAX_LENGTH));
        }
    }

    /** A data object of the private area. */
    record PutPrivate(ObjectId id, PrivateArea.SealedData data) implements Change {
        static final int TAG = Der.context(1);

        @Override
        public void applyTo(Draft draft) {
            draft.putPrivate(id, data);
        }

        @Override
        public void writeTo(DerWriter der) {
            der.constructed(TAG, () -> PrivateArea.write(id, data, der));
        }
    }

    /** A data object of either area goes; no matter if there is none. */
    record DeleteData(ObjectId id) implements Change {
        static final int TAG = Der.context(2);

        @Override
        public void applyTo(Draft draft) {
            draft.deleteData(id);
        }

        @Override
        public void writeTo(DerWriter der) {
            der.constructed(TAG, () -> Names.write(id, der));
        }
    }

    /** A key. */
    record PutKey(ObjectId id, SecretKeyArea.SealedKey key) implements Change {
        static final int TAG = Der.context(3);

        @Override
        public void applyTo(Draft draft) {
            draft.putKey(id, key);
        }

        @Override
        public void writeTo(DerWriter der) {
            der.constructed(TAG, () -> SecretKeyArea.write(id, key, der));
        }
    }

    /** A key goes; no matter if there is none. */
    record DeleteKey(ObjectId id) implements Change {
        static final int TAG = Der.context(4);

        @Override
        public void applyTo(Draft draft) {
            draft.deleteKey(id);
        }

        @Override
        public void writeTo(DerWriter der) {
            der.constructed(TAG, () -> Names.write(id, der));
        }
    }

    /** A guard, new or with another key. */
    record PutGuard(Guard guard) implements Change {
        static final int TAG = Der.context(5);

        @Override
        public void applyTo(Draft draft) {
            draft.putGuard(guard);
        }

        @Override
        public void writeTo(DerWriter der) {
            der.constructed(TAG, () -> guard.writeTo(der));
        }
    }

    /** A PIN, new or changed in any way. */
    record PutPin(PinReference pin) implements Change {
        static final int TAG = Der.context(6);

        @Override
        public void applyTo(Draft draft) {
            draft.putPin(pin);
        }

        @Override
        public void writeTo(DerWriter der) {
            der.constructed(TAG, () -> pin.writeTo(der));
        }
    }

    /** How many tries a PIN has left. */
    record CountTries(String pin, int triesLeft) implements Change {
        static final int TAG = Der.context(7);

        @Override
        public void applyTo(Draft draft) {
            PinReference before = draft.pin(pin);
            if (before == null || triesLeft > before.state().maxTries()) {
                throw new Rejected(Failure.FILE_JOURNAL, "counts the tries of a PIN that it does not have");
            }
            draft.putPin(before.withTriesLeft(triesLeft));
        }

        @Override
        public void writeTo(DerWriter der) {
            der.constructed(TAG, () -> {
                der.text(pin);
                der.integer(triesLeft);
            });
        }
    }

    /**
     * @throws Rejected {@code FILE_JOURNAL} or {@code FILE_ENVELOPE} if it is none
     */
    static Change read(DerReader list, Bytes cardId) {
        int tag = list.peek();
        DerReader der = list.constructed(tag);
        Change change = read(tag, der, cardId);
        der.end();
        return change;
    }

    private static Change read(int tag, DerReader der, Bytes cardId) {
        if (tag == PutPublic.TAG) {
            return PutPublic.read(der);
        } else if (tag == PutPrivate.TAG) {
            Map.Entry<ObjectId, PrivateArea.SealedData> entry = PrivateArea.read(der, cardId);
            return new PutPrivate(entry.getKey(), entry.getValue());
        } else if (tag == DeleteData.TAG) {
            return new DeleteData(Names.readId(der));
        } else if (tag == PutKey.TAG) {
            Map.Entry<ObjectId, SecretKeyArea.SealedKey> entry = SecretKeyArea.read(der, cardId);
            return new PutKey(entry.getKey(), entry.getValue());
        } else if (tag == DeleteKey.TAG) {
            return new DeleteKey(Names.readId(der));
        } else if (tag == PutGuard.TAG) {
            return new PutGuard(Guard.read(der, cardId).getValue());
        } else if (tag == PutPin.TAG) {
            return new PutPin(PinReference.read(der, cardId).getValue());
        } else {
            der.require(tag == CountTries.TAG, "is a change that means nothing here");
            return new CountTries(Names.read(der), der.integer(PinReference.MAX_TRIES));
        }
    }
}
