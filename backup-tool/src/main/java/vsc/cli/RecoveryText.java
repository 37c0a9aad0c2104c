// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vsc.file.RecoveryReport;
import vsc.file.SlotDescription;
import vsc.model.Failure;
import vsc.model.VscException;

/** What people have to know of a new slot for recovery. */
final class RecoveryText {
    private RecoveryText() {}

    static String of(RecoveryReport report) {
        StringBuilder text = new StringBuilder("Slot %d is for recovery.%n".formatted(report.slot()));
        if (!report.unprotectedGuards().isEmpty()) {
            text.append("NOT recoverable, because its PIN was not given: what is protected by %s.%n"
                    .formatted(String.join(", ", report.unprotectedGuards())));
        }
        report.dropped().forEach(slot -> text.append("Dropped: %s.%n".formatted(slot)));
        return text.toString();
    }

    static Map<String, Object> data(RecoveryReport report) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("number", report.slot());
        data.put("recoverable", List.copyOf(report.protectedGuards()));
        data.put("notRecoverable", List.copyOf(report.unprotectedGuards()));
        data.put("dropped", names(report.dropped()));
        return data;
    }

    /**
     * @param dropped what is lost, in words; nobody is asked if that is nothing
     * @throws VscException {@code NOT_CONFIRMED} if it is not to be lost
     */
    static void confirm(List<String> dropped, Prompter prompter) throws VscException {
        if (dropped.isEmpty()) {
            return;
        }
        String answer = prompter.line("This drops %s. Type yes to go on: ".formatted(String.join("; ", dropped)))
                .orElse("");
        if (!answer.equals("yes")) {
            throw new VscException(
                    Failure.NOT_CONFIRMED,
                    "Nothing was changed. It would drop %s; present those, too, or say --yes."
                            .formatted(String.join("; ", dropped)));
        }
    }

    static List<String> names(List<SlotDescription> slots) {
        return slots.stream().map(SlotDescription::toString).toList();
    }
}
