// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.os;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vsc.iso.Aid;
import vsc.iso.Bytes;
import vsc.iso.CommandApdu;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;

/** One open logical channel: its selected application, its chaining, and with them its security state. */
final class LogicalChannel {
    private final Chaining chaining = new Chaining();
    private InstalledApplication selected;
    private @Nullable Aid name;
    private Application application;

    LogicalChannel(InstalledApplication initial) {
        selected = initial;
        name = initial.isMasterFile() ? null : initial.aid();
        application = initial.selection().get();
    }

    InstalledApplication selected() {
        return selected;
    }

    /** The name by which the selected application was selected, if it was by name. */
    Optional<Aid> name() {
        return Optional.ofNullable(name);
    }

    void name(Aid selectedBy) {
        name = selectedBy;
    }

    /** Leaves the selected application and begins a new selection. */
    Bytes select(InstalledApplication next) {
        Application entering = next.selection().get();
        Bytes answer = entering.select();
        application.deselect();
        selected = next;
        name = null;
        application = entering;
        return answer;
    }

    /** How the present selection was answered. */
    StatusWord selectionStatus() {
        return application.selectionStatus();
    }

    void close() {
        application.deselect();
    }

    boolean takesClass(int cla) {
        return application.takesClass(cla);
    }

    /** Undoes chaining around {@code dispatch}, which sees whole commands and may answer at any length. */
    ResponseApdu exchange(CommandApdu command, boolean more, Dispatch dispatch) {
        if (more && application.takesPart(command)) {
            return chaining.fit(command, dispatch.dispatch(command));
        }
        if (command.ins() == Ins.GET_RESPONSE && !more) {
            return chaining.getResponse(command);
        }
        return chaining.join(command, more)
                .map(whole -> chaining.fit(whole, dispatch.dispatch(whole)))
                .orElse(ResponseApdu.OK);
    }

    ResponseApdu process(CommandApdu command) {
        return application.process(command);
    }

    /** What a card does with a whole command on a channel. */
    interface Dispatch {
        ResponseApdu dispatch(CommandApdu command);
    }
}
