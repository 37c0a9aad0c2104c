// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import org.jspecify.annotations.Nullable;
import vsc.iso.CardError;
import vsc.iso.StatusWord;
import vsc.model.KeyRecord;
import vsc.model.ObjectStore;
import vsc.model.OpenGuards;

/** What has been verified and authenticated since PIV was selected. */
final class SecurityStatus {
    private final OpenGuards activation;
    private @Nullable OpenGuards pin;
    private boolean pinIsFresh;
    private boolean managementAuthenticated;

    SecurityStatus(ObjectStore store) {
        this.activation = store.openedByActivation();
    }

    boolean pinVerified() {
        return pin != null;
    }

    /**
     * @param fresh whether this is VERIFY, after which a key with policy ALWAYS may be used once
     */
    void pinVerified(OpenGuards guards, boolean fresh) {
        forgetPin();
        pin = guards;
        pinIsFresh = fresh;
    }

    void forgetPin() {
        if (pin != null) {
            pin.close();
        }
        pin = null;
        pinIsFresh = false;
    }

    /** Whether VERIFY was the command before this one; asking ends that. */
    boolean takeFreshness() {
        boolean fresh = pinIsFresh;
        pinIsFresh = false;
        return fresh;
    }

    void managementAuthenticated(boolean authenticated) {
        managementAuthenticated = authenticated;
    }

    /**
     * @throws CardError 6982 before authentication with key 9B
     */
    void requireManagement() {
        CardError.unless(managementAuthenticated, StatusWord.SECURITY_STATUS_NOT_SATISFIED);
    }

    /**
     * @throws CardError 6982 before VERIFY
     */
    OpenGuards requirePin() {
        OpenGuards guards = pin;
        if (guards == null) {
            throw new CardError(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
        return guards;
    }

    /**
     * The guards to use {@code key} with.
     *
     * @param fresh whether VERIFY was the command before this one
     * @throws CardError 6982 if the key's PIN policy is not satisfied
     */
    OpenGuards requireFor(KeyRecord key, boolean fresh) {
        PinPolicy policy = KeyAttributes.of(key).pinPolicy();
        if (policy == PinPolicy.NEVER) {
            return activation;
        }
        CardError.unless(policy != PinPolicy.ALWAYS || fresh, StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        return requirePin();
    }

    OpenGuards activation() {
        return activation;
    }

    void clear() {
        forgetPin();
        managementAuthenticated = false;
    }
}
