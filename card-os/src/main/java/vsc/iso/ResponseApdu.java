// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.iso;

/** A response APDU: data field and status word. */
public record ResponseApdu(Bytes data, StatusWord sw) {
    public static final ResponseApdu OK = new ResponseApdu(Bytes.EMPTY, StatusWord.OK);

    public static ResponseApdu of(Bytes data) {
        return new ResponseApdu(data, StatusWord.OK);
    }

    public static ResponseApdu of(StatusWord sw) {
        return new ResponseApdu(Bytes.EMPTY, sw);
    }

    /**
     * @throws IllegalArgumentException if there is no room for a status word
     */
    public static ResponseApdu parse(Bytes apdu) {
        int n = apdu.length();
        if (n < 2) {
            throw new IllegalArgumentException("response of " + n + " bytes");
        }
        return new ResponseApdu(
                apdu.slice(0, n - 2), new StatusWord((int) apdu.from(n - 2).toLong()));
    }

    public byte[] toArray() {
        byte[] array = new byte[data.length() + 2];
        data.copyTo(array, 0);
        array[data.length()] = (byte) (sw.value() >> 8);
        array[data.length() + 1] = (byte) sw.value();
        return array;
    }

    /** Length and status word only: the data may be secret. */
    @Override
    public String toString() {
        return data.length() + " bytes, " + sw;
    }
}
