// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import vsc.iso.Bytes;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;

/**
 * One exchange as text: a comment with time, duration and meaning, then {@code >} the command and {@code <} the answer, the
 * format that card dialogues in tests have. PINs and keys are zeros.
 */
final class TraceFormat {
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(Ins.VERIFY, "VERIFY"),
            Map.entry(Ins.CHANGE_REFERENCE_DATA, "CHANGE REFERENCE DATA"),
            Map.entry(Ins.RESET_RETRY_COUNTER, "RESET RETRY COUNTER"),
            Map.entry(Ins.GENERATE_ASYMMETRIC_KEY_PAIR, "GENERATE ASYMMETRIC KEY PAIR"),
            Map.entry(Ins.MANAGE_CHANNEL, "MANAGE CHANNEL"),
            Map.entry(Ins.GENERAL_AUTHENTICATE, "GENERAL AUTHENTICATE"),
            Map.entry(Ins.SELECT, "SELECT"),
            Map.entry(Ins.GET_RESPONSE, "GET RESPONSE"),
            Map.entry(Ins.GET_DATA, "GET DATA"),
            Map.entry(Ins.PUT_DATA, "PUT DATA"),
            Map.entry(Ins.YUBICO_GET_METADATA, "GET METADATA"),
            Map.entry(Ins.YUBICO_GET_SERIAL, "GET SERIAL"),
            Map.entry(Ins.YUBICO_SET_RETRIES, "SET RETRIES"),
            Map.entry(Ins.YUBICO_RESET, "RESET"),
            Map.entry(Ins.YUBICO_GET_VERSION, "GET VERSION"),
            Map.entry(Ins.YUBICO_IMPORT_KEY, "IMPORT KEY"),
            Map.entry(Ins.YUBICO_SET_MANAGEMENT_KEY, "SET MANAGEMENT KEY"));

    private static final Set<Integer> CARRY_SECRETS = Set.of(
            Ins.VERIFY,
            Ins.CHANGE_REFERENCE_DATA,
            Ins.RESET_RETRY_COUNTER,
            Ins.YUBICO_IMPORT_KEY,
            Ins.YUBICO_SET_MANAGEMENT_KEY);

    private static final int HEADER = 4;
    private static final int SHORT_DATA = 5;
    private static final int EXTENDED_DATA = 7;

    private TraceFormat() {}

    /**
     * Three lines without the last line end.
     *
     * @param nanoseconds the card took
     */
    static String format(Instant time, Bytes command, Bytes response, long nanoseconds) {
        boolean secret = command.length() > HEADER && CARRY_SECRETS.contains(command.at(1));
        return "# %s %.3f ms %s -> %s%s%n> %s%n< %s"
                .formatted(
                        time,
                        nanoseconds / 1e6,
                        name(command),
                        ResponseApdu.parse(response).sw(),
                        secret ? " (data field masked)" : "",
                        secret ? masked(command) : command,
                        response);
    }

    private static String name(Bytes command) {
        if (command.length() < HEADER) {
            return "malformed command";
        }
        String part = (command.at(0) & 0x10) != 0 ? " (part)" : "";
        return NAMES.getOrDefault(command.at(1), "INS %02X".formatted(command.at(1))) + part;
    }

    /** Header and Lc stay. */
    private static Bytes masked(Bytes command) {
        byte[] zeros = command.toArray();
        int data = zeros.length > EXTENDED_DATA && zeros[HEADER] == 0 ? EXTENDED_DATA : SHORT_DATA;
        Arrays.fill(zeros, Math.min(data, zeros.length), zeros.length, (byte) 0);
        return Bytes.adopt(zeros);
    }
}
