// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.model;

/** The counter of a PIN. */
public record PinState(int triesLeft, int maxTries) {}
