// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import vsc.app.piv.KeyReference;

/** The value of {@code --id}: a PIV key reference in hexadecimal. */
final class SlotOption implements ITypeConverter<KeyReference> {
    @Override
    public KeyReference convert(String value) {
        try {
            return KeyReference.findAsymmetric(Integer.parseInt(value, 16))
                    .orElseThrow(() -> new TypeConversionException("there is no PIV key " + value));
        } catch (NumberFormatException e) {
            throw new TypeConversionException("not a key reference such as 9a: " + value);
        }
    }
}
