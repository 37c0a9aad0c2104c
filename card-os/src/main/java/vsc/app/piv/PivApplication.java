// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.piv;

import java.util.Arrays;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.CommandApdu;
import vsc.iso.Ins;
import vsc.iso.ResponseApdu;
import vsc.iso.StatusWord;
import vsc.iso.Tlv;
import vsc.model.ObjectStore;
import vsc.os.Application;
import vsc.os.InstalledApplication;

/** PIV while it is selected. The switch is the table of contents; each group of commands has a class of its own. */
public final class PivApplication implements Application {
    private final SecurityStatus status;
    private final DataCommands data;
    private final PinCommands pins;
    private final KeyCommands keys;
    private final Authentication authentication;
    private final YubicoCommands yubico;

    private PivApplication(ObjectStore store) {
        this.status = new SecurityStatus(store);
        this.data = new DataCommands(store, status);
        this.pins = new PinCommands(store, status);
        this.keys = new KeyCommands(store, status);
        this.authentication = new Authentication(store, status);
        this.yubico = new YubicoCommands(store, status);
    }

    public static InstalledApplication installed(ObjectStore store) {
        return new InstalledApplication(Piv.AID, () -> new PivApplication(store));
    }

    /** The application property template (SP 800-73-4 part 2, table 3). */
    @Override
    public Bytes select() {
        Bytes algorithms = Tlv.encodeAll(Arrays.stream(PivAlgorithm.values())
                .map(algorithm -> Tlv.of(0x80, Bytes.of(algorithm.value())))
                .toList());
        return Tlv.of(
                        0x61,
                        Tlv.of(0x4F, Piv.AID.value().from(5)),
                        Tlv.of(0x79, Tlv.of(0x4F, Piv.AID.value().slice(0, 5))),
                        Tlv.of(0x50, Bytes.ascii("Virtual Smart Card PIV")),
                        Tlv.of(0xAC, algorithms, Tlv.of(0x06, Bytes.of(0)).encode()))
                .encode();
    }

    @Override
    public ResponseApdu process(CommandApdu c) {
        boolean fresh = status.takeFreshness();
        return switch (c.ins()) {
            case Ins.VERIFY -> pins.verify(c);
            case Ins.CHANGE_REFERENCE_DATA -> pins.change(c);
            case Ins.RESET_RETRY_COUNTER -> pins.resetRetryCounter(c);
            case Ins.GET_DATA -> data.get(c);
            case Ins.PUT_DATA -> data.put(c);
            case Ins.GENERAL_AUTHENTICATE -> authentication.process(c, fresh);
            case Ins.GENERATE_ASYMMETRIC_KEY_PAIR -> keys.generate(c);
            case Ins.YUBICO_IMPORT_KEY -> keys.importKey(c);
            case Ins.YUBICO_SET_MANAGEMENT_KEY -> keys.setManagementKey(c);
            case Ins.YUBICO_GET_VERSION -> yubico.version(c);
            case Ins.YUBICO_GET_SERIAL -> yubico.serial(c);
            case Ins.YUBICO_GET_METADATA -> yubico.metadata(c);
            case Ins.YUBICO_SET_RETRIES -> yubico.setRetries(c);
            case Ins.YUBICO_RESET -> yubico.reset(c);
            case Ins.SELECT -> throw new CardError(StatusWord.FILE_NOT_FOUND);
            default -> throw new CardError(StatusWord.INS_NOT_SUPPORTED);
        };
    }

    @Override
    public void deselect() {
        status.clear();
    }
}
