// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vsc.file.RecoveryReport;
import vsc.file.SlotDescription;

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

    static List<String> names(List<SlotDescription> slots) {
        return slots.stream().map(SlotDescription::toString).toList();
    }
}
