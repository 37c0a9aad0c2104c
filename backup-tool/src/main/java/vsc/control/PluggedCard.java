// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.control;

import java.util.Map;
import java.util.function.Consumer;
import vsc.model.VscException;

/** What can be asked of the process that holds a card. Calls come from the threads of the control socket. */
public interface PluggedCard {
    /** Where it is: {@code label}, {@code pid}, {@code port}, {@code status}, {@code since}. */
    Map<String, String> status();

    /** Takes the card out for good; the process ends with its last card. */
    void eject();

    /** Takes the card out and gives its file free, until {@link #resume}. */
    void yieldFile();

    /**
     * Puts the card back.
     *
     * @throws VscException if the file does not open with the keys it had
     */
    void resume() throws VscException;

    /**
     * Sends every exchange to {@code listener} from now on.
     *
     * @return to be run to end that
     */
    Runnable trace(Consumer<String> listener);
}
