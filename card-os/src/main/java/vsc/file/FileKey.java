// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vsc.crypto.Secret;
import vsc.crypto.Sha256;
import vsc.iso.Bytes;
import vsc.model.Failure;
import vsc.model.VscException;

/** What a file that stands in for a password, or stands beside one, gives: 32 bytes. */
public final class FileKey implements AutoCloseable {
    private static final int LENGTH = 32;
    private static final int CHECKSUM = 4;
    private static final String MARK = "vsc-key-file-1 ";
    private static final Pattern FORM = Pattern.compile(MARK + "([0-9a-f]{64}) ([0-9a-f]{8})\\s*");

    private final Secret value;
    private final boolean generated;

    private FileKey(Secret value, boolean generated) {
        this.value = value;
        this.generated = generated;
    }

    public static FileKey generate() {
        return new FileKey(Secret.random(LENGTH), true);
    }

    /**
     * One that {@link #text} has written, or any other file; that one's hash is used, and stretched like a password.
     *
     * @param content not closed
     * @throws VscException {@code INPUT_FORMAT} if it is empty, or one of ours that is damaged
     */
    public static FileKey of(Secret content, String name) throws VscException {
        byte[] bytes = content.expose();
        if (bytes.length == 0) {
            throw new VscException(Failure.INPUT_FORMAT, name + " is empty.");
        }
        if (!Bytes.copyOf(bytes).startsWith(Bytes.ascii(MARK.substring(0, MARK.indexOf('1'))))) {
            return new FileKey(Secret.adopt(Sha256.hash(Bytes.copyOf(bytes)).toArray()), false);
        }
        Matcher form = FORM.matcher(StandardCharsets.ISO_8859_1.decode(java.nio.ByteBuffer.wrap(bytes)));
        if (form.matches()) {
            FileKey key = new FileKey(Secret.adopt(HexFormat.of().parseHex(form.group(1))), true);
            if (key.checksum().equals(form.group(2))) {
                return key;
            }
            key.close();
        }
        throw new VscException(Failure.INPUT_FORMAT, name + " is a damaged key file: its checksum is wrong.");
    }

    private String checksum() {
        Bytes hash = Sha256.hash(Bytes.copyOf(value.expose()));
        return hash.slice(0, CHECKSUM).toString().toLowerCase(java.util.Locale.ROOT);
    }

    /** The content of the file, one line. */
    public Secret text() {
        String line = MARK + HexFormat.of().formatHex(value.expose()) + " " + checksum() + "\n";
        return Secret.adopt(line.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether it is 32 random bytes, and nobody can guess it. */
    boolean generated() {
        return generated;
    }

    /** Remains this key's. */
    Secret value() {
        return value;
    }

    @Override
    public void close() {
        value.close();
    }
}
