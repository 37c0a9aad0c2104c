// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import vsc.model.Failure;
import vsc.model.VscException;

class ReadersTest {
    private static final List<String> READERS =
            List.of("Virtual PCD 00 00", "Virtual PCD 00 01", "Cherry TC 1100 [Slot] 02 00", "2");

    @Test
    void aNumberIsThePlaceInTheListOfTheService() throws VscException {
        assertEquals("Virtual PCD 00 01", Readers.find(READERS, "1"));
    }

    @Test
    void anExactNameComesBeforeNumbersAndParts() throws VscException {
        assertEquals("2", Readers.find(READERS, "2"));
        assertEquals("Virtual PCD 00 00", Readers.find(READERS, "Virtual PCD 00 00"));
    }

    @Test
    void aPartOfANameIsEnoughWhereNoOtherReaderHasIt() throws VscException {
        assertEquals("Cherry TC 1100 [Slot] 02 00", Readers.find(READERS, "cherry"));
    }

    @Test
    void whatSeveralReadersOrNoneAreCalledIsRefused() {
        assertEquals(Failure.AMBIGUOUS, refusal("virtual"));
        assertEquals(Failure.CARD_NOT_FOUND, refusal("omnikey"));
        assertEquals(Failure.CARD_NOT_FOUND, refusal("17"));
        assertEquals(Failure.CARD_NOT_FOUND, refusal(""));
    }

    private static Failure refusal(String name) {
        return assertThrows(VscException.class, () -> Readers.find(READERS, name))
                .failure();
    }
}
