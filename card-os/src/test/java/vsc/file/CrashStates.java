// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import vsc.iso.Bytes;

/** The files that a write can leave behind if the power goes before it was synced. */
final class CrashStates {
    private static final int SECTOR = 512;
    private static final int PAGE = 4096;

    /** So many sectors are tried in all combinations. */
    private static final int FEW = 6;

    private static final int COMBINATIONS = 64;
    private static final int TEARS = 24;

    private final Bytes before;
    private final Bytes after;
    private final Random random;
    private final Set<Image> states = new LinkedHashSet<>();

    private CrashStates(CrashDisk.Leftover leftover, Random random) {
        this.before = leftover.safe();
        this.after = leftover.seen();
        this.random = random;
    }

    /** Each of them once. */
    static Set<Image> of(CrashDisk.Leftover leftover, Random random) {
        CrashStates all = new CrashStates(leftover, random);
        all.states.add(Image.of(all.before));
        if (!all.before.equals(all.after)) {
            all.mix(all.changed(SECTOR), SECTOR);
            all.mix(all.changed(PAGE), PAGE);
            all.tear();
            all.shorten();
            all.states.add(Image.of(all.after));
        }
        return all.states;
    }

    /** The blocks in which something was written. */
    private List<Integer> changed(int block) {
        List<Integer> changed = new ArrayList<>();
        for (int at = 0; at < after.length(); at += block) {
            if (!part(after, at, at + block).equals(part(before, at, at + block))) {
                changed.add(at);
            }
        }
        return changed;
    }

    /** Beyond its end, a file that was made longer holds zeros. */
    private static Bytes part(Bytes file, int from, int to) {
        Bytes there = file.slice(Math.min(from, file.length()), Math.min(to, file.length()));
        return there.concat(Bytes.adopt(new byte[to - from - there.length()]));
    }

    private void mix(List<Integer> blocks, int size) {
        int count = blocks.size();
        if (count <= FEW) {
            for (int bits = 0; bits < 1 << count; bits++) {
                mix(blocks, size, bits);
            }
            return;
        }
        for (int i = 0; i < Math.min(count, Long.SIZE - 1); i++) {
            mix(blocks, size, (1L << i) - 1);
            mix(blocks, size, 1L << i);
            mix(blocks, size, ~(1L << i));
        }
        for (int i = 0; i < COMBINATIONS; i++) {
            mix(blocks, size, random.nextLong());
        }
    }

    private void mix(List<Integer> blocks, int size, long written) {
        byte[] mixed = part(before, 0, after.length()).toArray();
        for (int i = 0; i < blocks.size(); i++) {
            if ((written >> i % Long.SIZE & 1) != 0) {
                int at = blocks.get(i);
                after.slice(at, Math.min(at + size, after.length())).copyTo(mixed, at);
            }
        }
        states.add(new Image(mixed));
    }

    /** A write that stops anywhere. */
    private void tear() {
        List<Integer> blocks = changed(PAGE);
        for (int i = 0; i < TEARS; i++) {
            int at = blocks.get(random.nextInt(blocks.size())) + random.nextInt(PAGE);
            at = Math.min(at, after.length());
            states.add(Image.of(after.slice(0, at).concat(part(before, at, after.length()))));
        }
    }

    /** The length may be older than the content. */
    private void shorten() {
        if (before.length() < after.length()) {
            for (int i = 0; i < TEARS; i++) {
                int length = before.length() + random.nextInt(after.length() - before.length());
                states.add(Image.of(after.slice(0, length)));
            }
        }
    }
}
