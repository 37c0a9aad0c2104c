// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import vsc.crypto.Secret;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.Area;
import vsc.model.Failure;
import vsc.model.VscException;

/**
 * Makes a new file of what can be had of a damaged one, which stays as it is. Preamble and header have to be whole, and so has
 * the password area: without them nothing opens.
 */
public final class Salvage {
    private static final int CHECKSUM = 64;
    private static final int PREAMBLE_END = 128;

    private final List<String> dropped = new ArrayList<>();

    private Salvage() {}

    /**
     * @param target must not be there
     * @return what was dropped, or is not vouched for; empty if nothing is wrong with the file
     * @throws VscException the check that makes it useless; otherwise as {@link VscFile#open(Path, PasswordSource)} and
     *     {@link VscFile#create}
     */
    public static List<String> run(Path damaged, Path target, PasswordSource source) throws VscException {
        return Reported.of(damaged, Failure.NO_ACCESS, () -> {
            Salvage salvage = new Salvage();
            Frame frame = salvage.frame(LockedFile.read(VscFile.existingPath(damaged)));
            try (KeySlot.Unlocked unlocked = frame.unlock(source);
                    AreaKeys keys = AreaKeys.derive(
                            unlocked.masterKey(), frame.preamble().cardId())) {
                Content content = salvage.content(frame, keys);
                write(frame, content, keys, target);
                content.close();
            }
            return List.copyOf(salvage.dropped);
        });
    }

    private static void write(Frame from, Content content, AreaKeys keys, Path target) throws VscException {
        Reported.of(target, Failure.FILE_WRITE, () -> {
            Preamble identity = from.preamble().branched(VscFile.random()).next();
            Header header = from.header().changed(from.preamble().tag(), Header.now());
            Frame frame = Frame.write(identity, header, content, keys);
            LockedFile.create(new LocalDisk(), VscFile.newPath(target), frame.bytes())
                    .close();
            return frame;
        });
    }

    /** With checksum, zeros and length put right. */
    private Frame frame(Bytes file) {
        Rejected.unless(file.length() > Preamble.LENGTH, Failure.FILE_SIZE, "is damaged: most of it is missing");
        byte[] start = file.slice(0, Preamble.LENGTH).toArray();
        Arrays.fill(start, PREAMBLE_END, start.length, (byte) 0);
        Preamble preamble = Preamble.parse(Bytes.adopt(start));
        int headerEnd = Preamble.LENGTH + Blocks.padded(preamble.headerLength());
        long baseEnd = (long) headerEnd + Blocks.padded(preamble.baseLength());
        long end = baseEnd + (long) preamble.journalSlots() * Journal.SLOT;
        Rejected.unless(
                end <= Frame.MAX_LENGTH && file.length() >= baseEnd && preamble.headerLength() <= Header.MAX_LENGTH,
                Failure.FILE_LENGTHS,
                "is damaged: more than its journal is missing");
        Bytes whole = resize(file, (int) end);
        Bytes header = whole.slice(Preamble.LENGTH, Preamble.LENGTH + preamble.headerLength());
        Bytes base = whole.slice(headerEnd, headerEnd + preamble.baseLength());
        Bytes body = Blocks.pad(header).concat(Blocks.pad(base));
        Bytes checksum = Sha256.hash(preamble.untagged().encode(), body);
        if (!checksum.equals(preamble.checksum())
                || !file.slice(CHECKSUM + Sha256.LENGTH, (int) baseEnd)
                        .equals(preamble.encode().from(CHECKSUM + Sha256.LENGTH).concat(body))) {
            dropped.add("the checksum, which was wrong");
        }
        Header parsed = Header.parse(header);
        Rejected.unless(
                parsed.cardId().equals(preamble.cardId()),
                Failure.FILE_LENGTHS,
                "is damaged: its header is that of another file");
        parsed.checkSlots();
        parsed.check();
        Bytes repaired = preamble.tagged(checksum, preamble.tag()).encode().concat(body, whole.from((int) baseEnd));
        return new Frame(preamble, parsed, areas(parsed, base), repaired);
    }

    private Bytes resize(Bytes file, int length) {
        if (file.length() > length) {
            dropped.add("%d bytes behind its end".formatted(file.length() - length));
            return file.slice(0, length);
        }
        if (file.length() < length) {
            dropped.add("the last %d bytes of its journal, which are missing".formatted(length - file.length()));
        }
        return file.concat(Bytes.adopt(new byte[length - file.length()]));
    }

    private static Map<Area, Bytes> areas(Header header, Bytes base) {
        Map<Area, Bytes> areas = new EnumMap<>(Area.class);
        for (AreaEntry entry : header.areas()) {
            long end = (long) entry.offset() + entry.length();
            Rejected.unless(
                    end <= base.length(), Failure.FILE_ENCODING, "is damaged: its areas are not where they should be");
            areas.put(entry.area(), base.slice(entry.offset(), (int) end));
        }
        return areas;
    }

    private Content content(Frame frame, AreaKeys keys) {
        Content saved = saved(frame, keys);
        Journal.Replay replay = Journal.salvage(frame, keys.journal());
        if (replay.torn()) {
            dropped.add("the changes in its journal from slot %d on, of which the first is damaged or was cut short"
                    .formatted(replay.end()));
        }
        try {
            return saved.changed(replay.changes());
        } catch (Rejected contradictory) {
            dropped.add("all changes in its journal: they do not fit what else is there");
            return saved;
        }
    }

    private Content saved(Frame frame, AreaKeys keys) {
        try {
            frame.authenticate(keys.mac());
            return Content.open(frame, keys);
        } catch (Rejected damaged) {
            dropped.add("the proof that header and public area are as they were written: " + damaged.getMessage());
        }
        PasswordArea passwords = Content.openArea(frame, Area.PASSWORD, keys, PasswordArea::parse);
        Content content = new Content(
                publicArea(frame),
                area(frame, Area.PRIVATE, keys, PrivateArea::parse, new PrivateArea(Collections.emptySortedMap())),
                area(
                        frame,
                        Area.SECRET_KEY,
                        keys,
                        SecretKeyArea::parse,
                        new SecretKeyArea(Collections.emptySortedMap())),
                passwords);
        content.check();
        return content;
    }

    private <T> T area(Frame frame, Area area, AreaKeys keys, BiFunction<Secret, Bytes, T> parse, T empty) {
        try {
            return Content.openArea(frame, area, keys, parse);
        } catch (Rejected lost) {
            dropped.add("the whole %s area".formatted(AreaEntry.name(area)));
            return empty;
        }
    }

    /** Nobody vouches for it but its hash, and that only against accidents. */
    private PublicArea publicArea(Frame frame) {
        try {
            Bytes stored = frame.area(Area.PUBLIC);
            boolean same = frame.header().areas().stream()
                    .anyMatch(
                            entry -> entry.area() == Area.PUBLIC && entry.hash().equals(Sha256.hash(stored)));
            Rejected.unless(same, Failure.FILE_ENCODING, "is damaged");
            return PublicArea.parse(stored);
        } catch (Rejected lost) {
            dropped.add("the whole public area");
            return new PublicArea(new TreeMap<>());
        }
    }
}
