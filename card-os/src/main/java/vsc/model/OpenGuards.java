// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.model;

/**
 * Guards that a right PIN has opened. Private objects and keys that were sealed to them can be used until this is closed;
 * closing wipes the guard keys and every key unsealed with them.
 */
public interface OpenGuards extends AutoCloseable {
    boolean opens(String guard);

    @Override
    void close();
}
