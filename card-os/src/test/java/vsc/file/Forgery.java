// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.Area;
import vsc.model.VscException;

/** Alters the file of a test card, as somebody without or with its keys could. */
final class Forgery {
    static final int JOURNAL_SLOTS = 60;
    static final int CHECKSUM = 64;
    static final int TAG = CHECKSUM + Sha256.LENGTH;

    final Acceptance card;

    Forgery(Path path) throws IOException, VscException {
        card = Acceptance.of(read(path), Cards.NOT_ASKED);
    }

    static Bytes read(Path path) throws IOException {
        return Bytes.adopt(Files.readAllBytes(path));
    }

    Bytes original() {
        return card.frame().bytes();
    }

    /** With one byte changed. */
    static Bytes change(Bytes file, int at, int mask) {
        byte[] changed = file.toArray();
        changed[at] ^= (byte) mask;
        return Bytes.adopt(changed);
    }

    /** With the right checksum, as anybody can make it. */
    static Bytes repaired(Bytes file) {
        byte[] bytes = file.toArray();
        Sha256.hash(untagged(file)).copyTo(bytes, CHECKSUM);
        return Bytes.adopt(bytes);
    }

    /** With checksum and tag right, as only somebody with the keys can make it. */
    Bytes signed(Bytes file) {
        byte[] bytes = file.toArray();
        Sha256.hmac(card.keys().mac(), untagged(file)).copyTo(bytes, TAG);
        return repaired(Bytes.adopt(bytes));
    }

    /** What checksum and tag are of: not the journal. */
    private static Bytes untagged(Bytes file) {
        long slots = file.slice(JOURNAL_SLOTS, JOURNAL_SLOTS + 4).toLong();
        long end = file.length() - slots * Journal.SLOT;
        byte[] bytes =
                file.slice(0, end < Preamble.LENGTH ? file.length() : (int) end).toArray();
        Arrays.fill(bytes, CHECKSUM, TAG + Sha256.LENGTH, (byte) 0);
        return Bytes.adopt(bytes);
    }

    Bytes with(Header header) {
        return with(header, card.frame().areas());
    }

    /** A file with all checksums and tags right. */
    Bytes with(Header header, Map<Area, Bytes> areas) {
        return Frame.assemble(
                        card.frame().preamble(), header, areas, card.keys().mac())
                .bytes();
    }

    Bytes with(Area area, Bytes stored) {
        Map<Area, Bytes> areas = new EnumMap<>(card.frame().areas());
        areas.put(area, stored);
        return with(card.frame().header(), areas);
    }

    Bytes with(Content content) {
        return Frame.write(card.frame().preamble(), card.frame().header(), content, card.keys())
                .bytes();
    }

    Header header() {
        return card.frame().header();
    }

    Header withSlots(List<Slot> slots) {
        return header(header().lifecycle(), header().guards(), slots, header().extensions());
    }

    Header withExtensions(Extension... extensions) {
        return header(header().lifecycle(), header().guards(), header().slots(), List.of(extensions));
    }

    Header withLifecycle(Lifecycle lifecycle) {
        return header(lifecycle, header().guards(), header().slots(), header().extensions());
    }

    Header withGuards(String... guards) {
        return header(header().lifecycle(), List.of(guards), header().slots(), header().extensions());
    }

    private Header header(Lifecycle lifecycle, List<String> guards, List<Slot> slots, List<Extension> extensions) {
        Header from = header();
        return new Header(
                from.cardId(),
                from.label(),
                from.profile(),
                lifecycle,
                from.length(),
                from.previous(),
                from.created(),
                from.modified(),
                guards,
                from.pinRules(),
                from.attributes(),
                from.applications(),
                slots,
                from.areas(),
                extensions);
    }
}
