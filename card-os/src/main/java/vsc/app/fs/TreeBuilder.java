// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import vsc.app.fs.FileTree.Part;
import vsc.iso.Bytes;
import vsc.iso.Tlv;
import vsc.model.ObjectStore;

/** A tree of files that everybody may read, put into a card at once. */
final class TreeBuilder {
    /** Where cards have global data such as their serial number. */
    private static final int IDENTIFIER_ID = 0x2F02;

    /** Free space as a DF tells it. */
    private static final Bytes SPACE = Bytes.hex("7FFF");

    private static final Bytes DF_ATTRIBUTES = Bytes.hex("0002");
    private static final Bytes EF_ATTRIBUTES = Bytes.hex("0000");
    private static final Bytes READ_ONLY = Bytes.hex("0FFFFF");

    private final List<FileNode> files = new ArrayList<>();
    private final Map<FileNode, Bytes> contents = new LinkedHashMap<>();
    private int next;

    /**
     * Begins with MF and identifier file.
     *
     * @param next number for the next file
     * @param conditions of the MF, three bytes
     */
    TreeBuilder(int next, Bytes conditions) {
        this.next = next;
        files.add(df(FileTree.MF, FileTree.MF_ID, conditions));
        files.add(ef(FileTree.IDENTIFIER, FileTree.MF, IDENTIFIER_ID, 0, READ_ONLY));
    }

    /** A DF in the MF. */
    FileNode addDf(int fileId, Bytes conditions, Bytes name) {
        FileNode file = df(next++, fileId, conditions).with(Tlv.of(FileNode.NAME, name));
        files.add(file);
        return file;
    }

    /** A transparent EF. */
    void addEf(int df, int fileId, int size, String conditions, Bytes content) {
        FileNode file = ef(next++, df, fileId, size, Bytes.hex(conditions));
        files.add(file);
        if (!content.isEmpty()) {
            contents.put(file, content);
        }
    }

    private static FileNode df(int number, int fileId, Bytes conditions) {
        return new FileNode(
                number,
                FileTree.MF,
                List.of(
                        Tlv.of(FileNode.TOTAL_SIZE, SPACE),
                        Tlv.of(FileNode.DESCRIPTOR, Bytes.of(FileDescriptor.DEDICATED)),
                        Tlv.of(FileNode.FILE_ID, Bytes.ofInt(fileId, 2)),
                        Tlv.of(AccessRules.MYEID, conditions),
                        Tlv.of(FileNode.PROPRIETARY, DF_ATTRIBUTES),
                        Tlv.of(FileNode.LIFE_CYCLE, Bytes.of(0))),
                Bytes.EMPTY);
    }

    private static FileNode ef(int number, int df, int fileId, int size, Bytes conditions) {
        return new FileNode(
                number,
                df,
                List.of(
                        Tlv.of(FileNode.SIZE, Bytes.ofInt(size, 2)),
                        Tlv.of(FileNode.DESCRIPTOR, Bytes.of(1)),
                        Tlv.of(FileNode.FILE_ID, Bytes.ofInt(fileId, 2)),
                        Tlv.of(AccessRules.MYEID, conditions),
                        Tlv.of(FileNode.PROPRIETARY, EF_ATTRIBUTES),
                        Tlv.of(FileNode.LIFE_CYCLE, Bytes.of(0))),
                Bytes.EMPTY);
    }

    /**
     * @param operational whether access conditions hold from now on
     * @param changes as the counter is to be
     * @param pins bit n for a PIN n
     */
    void put(ObjectStore.Edit edit, boolean operational, int changes, int pins) {
        SortedMap<Integer, Bytes> lists = new TreeMap<>();
        SortedMap<Bytes, Integer> names = new TreeMap<>();
        for (FileNode file : files) {
            edit.putPublic(FileTree.id(file.number(), Part.CONTROL), file.encode());
            if (file.number() != FileTree.MF) {
                lists.merge(file.parent(), FileTree.entry(file), Bytes::concat);
            }
            file.name().ifPresent(name -> names.put(name, file.number()));
        }
        lists.forEach((df, list) -> edit.putPublic(FileTree.id(df, Part.ENTRIES), list));
        contents.forEach((file, content) -> edit.putPublic(FileTree.id(file.number(), Part.CONTENT), content));
        new TreeState(operational, next, changes, pins, new TreeSet<>(), names).put(edit);
    }
}
