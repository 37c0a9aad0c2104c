// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import vsc.manager.Doctor;
import vsc.model.Failure;

/** {@code vsc doctor}. */
@Command(name = "doctor", description = "Look at everything a card in a reader needs; say what mends what is wrong.")
final class DoctorCommand extends VscCommand {
    DoctorCommand(GlobalOptions options) {
        super(options);
    }

    @Override
    public Integer call() throws Exception {
        List<Map<String, String>> data = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean faulty = false;
        for (Doctor.Finding finding : new Doctor(shelf(), ReaderPorts.reader()).examine()) {
            faulty |= finding.state() == Doctor.State.FAULT;
            String state = finding.state().name().toLowerCase(Locale.ROOT);
            Map<String, String> entry = new LinkedHashMap<>();
            entry.put("state", state);
            entry.put("subject", finding.subject());
            entry.put("sentence", finding.sentence());
            entry.put("cure", finding.cure());
            data.add(entry);
            text.append("%-8s %-13s %s%n".formatted(state, finding.subject(), finding.sentence()));
            if (!finding.cure().isEmpty()) {
                text.append("%22s %s%n".formatted("->", finding.cure()));
            }
        }
        terminal().result(verb(), data, text.toString());
        return faulty ? Failure.NO_PCSC_SERVICE.exitCode() : 0;
    }
}
