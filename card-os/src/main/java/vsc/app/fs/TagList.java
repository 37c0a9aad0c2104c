// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.ArrayList;
import java.util.List;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/** A tag list (7816-4, 5.5.1): tags one after the other. */
final class TagList {
    private static final int MORE = 0x1F;
    private static final int CONTINUES = 0x80;
    private static final int MAX_TAG_BYTES = 3;

    private TagList() {}

    /**
     * @throws CardError 6A80 if it ends inside of a tag
     */
    static List<Integer> parse(Bytes list) {
        List<Integer> tags = new ArrayList<>();
        int at = 0;
        while (at < list.length()) {
            int end = at + 1;
            if ((list.at(at) & MORE) == MORE) {
                do {
                    CardError.unless(end < list.length() && end - at < MAX_TAG_BYTES, StatusWord.WRONG_DATA);
                    end++;
                } while ((list.at(end - 1) & CONTINUES) != 0);
            }
            tags.add((int) list.slice(at, end).toLong());
            at = end;
        }
        return tags;
    }
}
