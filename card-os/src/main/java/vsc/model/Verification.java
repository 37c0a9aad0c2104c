// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.model;

/** The outcome of comparing a PIN; the try is already counted and on disk. */
public sealed interface Verification {
    /** The PIN was right, and all its tries are back. */
    record Right(OpenGuards guards) implements Verification {}

    /**
     * The PIN was wrong.
     *
     * @param triesLeft 0 if this was the last one
     */
    record Wrong(int triesLeft) implements Verification {}

    /** No comparison was made: no tries are left. */
    record Blocked() implements Verification {}
}
