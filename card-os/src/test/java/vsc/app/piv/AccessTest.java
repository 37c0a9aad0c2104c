// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vsc.card.TestCard;
import vsc.iso.Bytes;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;

/** Who may do what to which object and key: SP 800-73-4 part 1, tables 3 and 4b, copied by hand. */
class AccessTest {
    /** r: it can be read, w: it can be written and removed; a dash stands for 6982. */
    private static final String OBJECTS = """
            tag      nothing pin  management  both
            5FC101   r-      r-   rw          rw
            5FC102   r-      r-   rw          rw
            5FC103   --      r-   -w          rw
            5FC105   r-      r-   rw          rw
            5FC106   r-      r-   rw          rw
            5FC107   r-      r-   rw          rw
            5FC108   --      r-   -w          rw
            5FC109   --      r-   -w          rw
            5FC10A   r-      r-   rw          rw
            5FC10B   r-      r-   rw          rw
            5FC10C   r-      r-   rw          rw
            5FC10D   r-      r-   rw          rw
            5FC10E   r-      r-   rw          rw
            5FC10F   r-      r-   rw          rw
            5FC110   r-      r-   rw          rw
            5FC111   r-      r-   rw          rw
            5FC112   r-      r-   rw          rw
            5FC113   r-      r-   rw          rw
            5FC114   r-      r-   rw          rw
            5FC115   r-      r-   rw          rw
            5FC116   r-      r-   rw          rw
            5FC117   r-      r-   rw          rw
            5FC118   r-      r-   rw          rw
            5FC119   r-      r-   rw          rw
            5FC11A   r-      r-   rw          rw
            5FC11B   r-      r-   rw          rw
            5FC11C   r-      r-   rw          rw
            5FC11D   r-      r-   rw          rw
            5FC11E   r-      r-   rw          rw
            5FC11F   r-      r-   rw          rw
            5FC120   r-      r-   rw          rw
            5FC121   --      r-   -w          rw
            5FC122   r-      r-   rw          rw
            5FC123   --      r-   -w          rw
            7E       r-      r-   rw          rw
            7F61     r-      r-   rw          rw
            5FFF00   r-      r-   rw          rw
            5FFF01   r-      r-   rw          rw
            5FFF02   r-      r-   rw          rw
            5FFF03   r-      r-   rw          rw
            5FFF04   r-      r-   rw          rw
            5FFF05   r-      r-   rw          rw
            5FFF06   r-      r-   rw          rw
            5FFF07   r-      r-   rw          rw
            5FFF08   r-      r-   rw          rw
            5FFF09   r-      r-   rw          rw
            5FFF0A   r-      r-   rw          rw
            5FFF0B   r-      r-   rw          rw
            5FFF0C   r-      r-   rw          rw
            5FFF0D   r-      r-   rw          rw
            5FFF0E   r-      r-   rw          rw
            5FFF0F   r-      r-   rw          rw
            5FFF10   r-      r-   rw          rw
            5FFF11   r-      r-   rw          rw
            5FFF12   r-      r-   rw          rw
            5FFF13   r-      r-   rw          rw
            5FFF14   r-      r-   rw          rw
            5FFF15   r-      r-   rw          rw
            """;

    /** u: it can be used, g: it can be generated and imported; a dash stands for 6982. */
    private static final String KEYS = """
            key      nothing pin  fresh management  both
            9A       --      u-   u-    -g          ug
            9C       --      --   u-    -g          -g
            9D       --      u-   u-    -g          ug
            82       --      u-   u-    -g          ug
            83       --      u-   u-    -g          ug
            84       --      u-   u-    -g          ug
            85       --      u-   u-    -g          ug
            86       --      u-   u-    -g          ug
            87       --      u-   u-    -g          ug
            88       --      u-   u-    -g          ug
            89       --      u-   u-    -g          ug
            8A       --      u-   u-    -g          ug
            8B       --      u-   u-    -g          ug
            8C       --      u-   u-    -g          ug
            8D       --      u-   u-    -g          ug
            8E       --      u-   u-    -g          ug
            8F       --      u-   u-    -g          ug
            90       --      u-   u-    -g          ug
            91       --      u-   u-    -g          ug
            92       --      u-   u-    -g          ug
            93       --      u-   u-    -g          ug
            94       --      u-   u-    -g          ug
            95       --      u-   u-    -g          ug
            9E       u-      u-   u-    ug          ug
            """;

    private static final StatusWord REFUSED = StatusWord.SECURITY_STATUS_NOT_SATISFIED;
    private static final Bytes HASH = Bytes.adopt(new byte[32]);

    @TempDir
    Path folder;

    private TestCard card;
    private PivHost piv;

    /** What a host has done before, and the column that it is entitled to. */
    enum State {
        NOTHING("nothing"),
        PIN("pin"),
        FRESH("fresh"),
        MANAGEMENT("management"),
        BOTH("both"),
        LOGGED_OUT("management"),
        WRONG_PIN("management"),
        WRONG_PUK("management"),
        WRONG_KEY("pin"),
        SELECTED_AGAIN("nothing"),
        RESET("nothing"),
        REOPENED("nothing");

        private final String column;

        State(String column) {
            this.column = column;
        }
    }

    @BeforeEach
    void open() {
        card = TestCard.fresh(folder);
        piv = new PivHost(card.card());
    }

    @AfterEach
    void close() {
        card.close();
    }

    private void enter(State state) {
        piv.host.card().reset();
        piv.select();
        if (state != State.NOTHING && state != State.PIN && state != State.FRESH) {
            piv.authenticate();
        }
        if (state != State.NOTHING && state != State.MANAGEMENT) {
            piv.verify();
        }
        switch (state) {
            case LOGGED_OUT -> piv.ok("0020FF80");
            case WRONG_PIN -> assertEquals("63C2", piv.send("0020008008FFFFFFFFFFFFFFFF"));
            case WRONG_PUK -> assertEquals("63C2", piv.send("002C008010FFFFFFFFFFFFFFFF313233343536FFFF"));
            case WRONG_KEY -> {
                assertEquals(14, Bytes.hex(piv.send("0087039B047C02810000")).length());
                assertEquals("6982", piv.send("0087039B0C7C0A82080000000000000000"));
            }
            case SELECTED_AGAIN -> piv.select();
            case RESET -> {
                piv.host.card().reset();
                piv.select();
            }
            case REOPENED -> {
                card = card.reopen();
                piv = new PivHost(card.card());
            }
            default -> {}
        }
    }

    /** The rows of a table below its head: first word, and what stands in the column of that name. */
    private static List<List<String>> rows(String table, String column) {
        List<List<String>> rows =
                table.lines().map(line -> List.of(line.strip().split(" +"))).toList();
        int at = rows.get(0).indexOf(column);
        List<List<String>> cells = new ArrayList<>();
        rows.subList(1, rows.size()).forEach(row -> cells.add(List.of(row.get(0), row.get(at))));
        return cells;
    }

    private static Bytes tag(List<String> row) {
        return Bytes.hex(row.get(0));
    }

    private StatusWord get(Bytes tag) {
        return piv.host.send(0xCB, 0x3F, 0xFF, Tlv.of(0x5C, tag).encode()).sw();
    }

    private StatusWord put(Bytes tag, Bytes value) {
        int template = tag.length() == 3 ? 0x53 : (int) tag.toLong();
        Bytes data = Tlv.of(0x5C, tag).encode().concat(Tlv.of(template, value).encode());
        return piv.host.send(0xDB, 0x3F, 0xFF, data).sw();
    }

    private static StatusWord expected(String cell, char right) {
        return cell.indexOf(right) >= 0 ? StatusWord.OK : REFUSED;
    }

    @ParameterizedTest
    @EnumSource
    void objectsAreGuarded(State state) {
        String column = state == State.FRESH ? "pin" : state.column;
        piv.authenticate();
        rows(OBJECTS, column).forEach(row -> assertEquals(StatusWord.OK, put(tag(row), Bytes.of(0x42))));
        enter(state);
        for (List<String> row : rows(OBJECTS, column)) {
            StatusWord read = expected(row.get(1), 'r');
            StatusWord write = expected(row.get(1), 'w');
            assertEquals(read, get(tag(row)), () -> "read " + row);
            assertEquals(write, put(tag(row), Bytes.of(0x43)), () -> "write " + row);
            assertEquals(write, put(tag(row), Bytes.EMPTY), () -> "remove " + row);
            StatusWord gone = read.equals(REFUSED) ? REFUSED : StatusWord.FILE_NOT_FOUND;
            assertEquals(write.equals(REFUSED) ? read : gone, get(tag(row)), () -> "read again " + row);
        }
    }

    @Test
    void noOtherTagIsAnObject() {
        piv.authenticate();
        piv.verify();
        List<String> known =
                rows(OBJECTS, "both").stream().map(row -> row.get(0)).toList();
        Stream.of(0x5FC000, 0x5FC100, 0x5FFF00)
                .flatMap(first -> Stream.iterate(first, tag -> tag + 1).limit(256))
                .filter(tag -> !known.contains(Integer.toHexString(tag).toUpperCase(Locale.ROOT)))
                .map(tag -> Bytes.ofInt(tag, 3))
                .forEach(tag -> {
                    assertEquals(StatusWord.FILE_NOT_FOUND, get(tag), tag::toString);
                    assertEquals(StatusWord.FUNCTION_NOT_SUPPORTED, put(tag, Bytes.of(0x42)), tag::toString);
                });
    }

    private StatusWord use(int reference) {
        return piv.tryUse(reference, 0x11, 0x81, HASH).sw();
    }

    private StatusWord importKey(int reference) {
        return piv.host
                .send(0xFE, 0x11, reference, Tlv.of(0x06, Bytes.of(7)).encode())
                .sw();
    }

    @ParameterizedTest
    @EnumSource
    void keysAreGuarded(State state) {
        piv.authenticate();
        rows(KEYS, state.column).forEach(row -> assertEquals(StatusWord.OK, importKey(reference(row))));
        enter(state);
        for (List<String> row : rows(KEYS, state.column)) {
            int reference = reference(row);
            if (state == State.FRESH) {
                piv.verify();
            } else {
                // So that VERIFY was not the command before.
                assertEquals("6A88", piv.send("00F700FF00"));
            }
            StatusWord make = expected(row.get(1), 'g');
            assertEquals(expected(row.get(1), 'u'), use(reference), () -> "use " + row);
            assertEquals(make, importKey(reference), () -> "import " + row);
            assertEquals(
                    make,
                    piv.host.send(0x47, 0, reference, Bytes.hex("AC03800111")).sw(),
                    () -> "generate " + row);
        }
    }

    private static int reference(List<String> row) {
        return Integer.parseInt(row.get(0), 16);
    }

    @Test
    void noOtherReferenceIsAKey() {
        List<Integer> known =
                rows(KEYS, "both").stream().map(AccessTest::reference).toList();
        piv.authenticate();
        piv.verify();
        for (int reference = 0; reference < 256; reference++) {
            if (!known.contains(reference)) {
                assertEquals(StatusWord.WRONG_P1_P2, use(reference));
                assertEquals(StatusWord.WRONG_P1_P2, importKey(reference));
            }
        }
    }
}
