// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.model;

import org.jspecify.annotations.Nullable;

/** An operation failed in a way that its user can understand: a {@link Failure} and one sentence. */
public final class VscException extends Exception {
    private static final long serialVersionUID = 1;

    private final Failure failure;

    /**
     * @param sentence what happened and, where it helps, what to do; no secret in it
     */
    public VscException(Failure failure, String sentence) {
        this(failure, sentence, null);
    }

    public VscException(Failure failure, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }

    /** The sentence. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
