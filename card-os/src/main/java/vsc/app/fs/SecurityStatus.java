// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;

/** What has been verified and authenticated on a channel since the file system was selected there. */
final class SecurityStatus {
    private final FileTree tree;
    private final Map<Integer, OpenGuards> pins = new HashMap<>();
    private final Set<Integer> keys = new HashSet<>();

    /** PINs that were verified and not used since by a key that wants it each time. */
    private final Set<Integer> fresh = new HashSet<>();

    SecurityStatus(FileTree tree) {
        this.tree = tree;
    }

    boolean isVerified(int pin) {
        return pins.containsKey(pin);
    }

    void verified(int pin, OpenGuards guards) {
        forget(pin);
        pins.put(pin, guards);
        fresh.add(pin);
    }

    void forget(int pin) {
        OpenGuards before = pins.remove(pin);
        if (before != null) {
            before.close();
        }
        fresh.remove(pin);
    }

    /** Whether the PIN was verified for one use, which this is. */
    boolean takeFreshness(int pin) {
        return fresh.remove(pin);
    }

    boolean isAuthenticated(int key) {
        return keys.contains(key);
    }

    void authenticated(int key, boolean proved) {
        if (proved) {
            keys.add(key);
        } else {
            keys.remove(key);
        }
    }

    /** What opens a guard now, if anything does. */
    Optional<OpenGuards> opening(String guard) {
        if (guard.equals(ObjectStore.OPEN_GUARD)) {
            return Optional.of(tree.store().openedByActivation());
        }
        return pins.values().stream().filter(open -> open.opens(guard)).findFirst();
    }

    /** The life cycle status of a file as it counts: nothing is activated before the card is finalised. */
    LifeCycle lifeCycle(FileNode file) {
        if (!tree.state().operational()) {
            return LifeCycle.CREATION;
        }
        return LifeCycle.of(file.lifeCycleStatus());
    }

    /**
     * @throws CardError 6985 in the wrong state of life, 6982 if the access rule is not fulfilled
     */
    void require(FileNode file, Operation operation) {
        require(file, operation, AccessRules.of(tree, file).condition(operation));
    }

    void requireDeletion(FileNode file) {
        require(file, Operation.DELETE, AccessRules.of(tree, file).deletion());
    }

    private void require(FileNode file, Operation operation, AccessCondition condition) {
        CardError.unless(
                file.number() != FileTree.IDENTIFIER || operation == Operation.READ,
                StatusWord.CONDITIONS_NOT_SATISFIED);
        boolean endsLife = operation == Operation.DELETE || operation == Operation.TERMINATE;
        LifeCycle status = lifeCycle(file);
        if (status == LifeCycle.CREATION) {
            return;
        }
        boolean usable = status == LifeCycle.ACTIVATED
                || status == LifeCycle.DEACTIVATED && (endsLife || operation == Operation.ACTIVATE)
                || operation == Operation.DELETE;
        CardError.unless(usable && (endsLife || isReachable(file)), StatusWord.CONDITIONS_NOT_SATISFIED);
        CardError.unless(condition.isFulfilled(this), StatusWord.SECURITY_STATUS_NOT_SATISFIED);
    }

    /** Nothing in a DF can be used that is deactivated or terminated. */
    private boolean isReachable(FileNode file) {
        boolean reachable = true;
        for (FileNode at = file; at.number() != FileTree.MF && reachable; ) {
            at = tree.parent(at);
            LifeCycle status = lifeCycle(at);
            reachable = status == LifeCycle.ACTIVATED || status == LifeCycle.CREATION;
        }
        return reachable;
    }

    void clear() {
        pins.values().forEach(OpenGuards::close);
        pins.clear();
        keys.clear();
        fresh.clear();
    }
}
