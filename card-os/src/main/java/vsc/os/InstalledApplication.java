// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import java.util.function.Supplier;
import vsc.iso.Aid;

/** An application that a card offers, and how a selection of it begins. */
public record InstalledApplication(Aid aid, Supplier<Application> selection) {}
