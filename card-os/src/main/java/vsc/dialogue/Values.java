// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.dialogue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import vsc.app.piv.Piv;
import vsc.crypto.BlockKey;
import vsc.crypto.CardKey;
import vsc.crypto.KeyType;
import vsc.crypto.Secret;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/** The values that the names in a dialogue stand for: secrets that were given, and what was kept of answers. */
public final class Values implements AutoCloseable {
    /** The management key that everybody knows: a reset application has it again. */
    static final String WELL_KNOWN_KEY = "well-known-management-key";

    private final Map<String, Secret> given = new HashMap<>();
    private final Map<String, Bytes> kept = new HashMap<>();

    public Values() {
        given.put(WELL_KNOWN_KEY, Secret.adopt(Piv.DEFAULT_MANAGEMENT_KEY.toArray()));
    }

    /**
     * Reads lines of a name and a value, which is hexadecimal or, behind a quotation mark, text.
     *
     * @param file wiped
     * @throws VscException {@link Failure#INPUT_FORMAT} naming the line that is none
     */
    public void read(byte[] file) throws VscException {
        int line = 1;
        int begin = 0;
        try {
            for (int i = 0; i <= file.length; i++) {
                if (i == file.length || file[i] == '\n') {
                    readLine(file, begin, i > begin && file[i - 1] == '\r' ? i - 1 : i);
                    begin = i + 1;
                    line++;
                }
            }
        } catch (IllegalArgumentException e) {
            throw new VscException(
                    Failure.INPUT_FORMAT, "Line %d of the values is no name and value.".formatted(line), e);
        } finally {
            Arrays.fill(file, (byte) 0);
        }
    }

    private void readLine(byte[] file, int begin, int end) {
        int space = begin;
        while (space < end && file[space] != ' ') {
            space++;
        }
        if (begin == end || file[begin] == '#') {
            return;
        }
        String name = new String(file, begin, space - begin, StandardCharsets.US_ASCII);
        put(name, space + 1 < end && file[space + 1] == '"' ? text(file, space + 2, end) : hex(file, space, end));
    }

    private static Secret text(byte[] file, int begin, int end) {
        return Secret.adopt(Arrays.copyOfRange(file, begin, end > begin && file[end - 1] == '"' ? end - 1 : end));
    }

    private static Secret hex(byte[] file, int begin, int end) {
        byte[] value = new byte[(end - begin) / 2];
        int digits = 0;
        for (int i = begin; i < end; i++) {
            if (file[i] != ' ') {
                int digit = Character.digit(file[i], 16);
                if (digit < 0) {
                    throw new IllegalArgumentException("not hexadecimal");
                }
                value[digits / 2] |= (byte) (digits % 2 == 0 ? digit << 4 : digit);
                digits++;
            }
        }
        if (digits % 2 != 0) {
            throw new IllegalArgumentException("half a byte");
        }
        Secret exact = Secret.adopt(Arrays.copyOf(value, digits / 2));
        Arrays.fill(value, (byte) 0);
        return exact;
    }

    /** Takes over {@code value}. */
    public void put(String name, Secret value) {
        Secret old = given.put(name, value);
        if (old != null) {
            old.close();
        }
    }

    /** What was kept of an answer. */
    void keep(String name, Bytes value) {
        kept.put(name, value);
    }

    public boolean has(String name) {
        return given.containsKey(name) || kept.containsKey(name);
    }

    /**
     * @throws IllegalArgumentException if there is no such value
     */
    Bytes bytes(String name) {
        Bytes answered = kept.get(name);
        return answered != null ? answered : Bytes.copyOf(secret(name).expose());
    }

    private Secret secret(String name) {
        Secret secret = given.get(name);
        if (secret == null) {
            throw new IllegalArgumentException("there is no value for {" + name + "}");
        }
        return secret;
    }

    /** The named key for a cipher whose blocks are as long as {@code block}: triple DES or AES. */
    BlockKey blockKey(String name, Bytes block) {
        return blockKey(secret(name), block);
    }

    /**
     * @throws IllegalArgumentException if there is no such cipher
     */
    static BlockKey blockKey(Secret key, Bytes block) {
        for (KeyType type : KeyType.values()) {
            if (type.isSymmetric() && type.size() == key.length() && (type == KeyType.TDES) == (block.length() == 8)) {
                return (BlockKey) CardKey.open(type, key);
            }
        }
        throw new IllegalArgumentException("a management key does not fit its challenge");
    }

    @Override
    public void close() {
        given.values().forEach(Secret::close);
    }
}
