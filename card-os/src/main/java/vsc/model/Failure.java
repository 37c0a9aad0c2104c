// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.model;

/**
 * Every way in which an operation can fail, with the code that the command line, the window and the documentation share.
 * The hundreds are the exit code of {@code vsc}: 3 not found, 4 wrong password, 5 blocked, 6 refused, 7 PC/SC or virtual
 * reader missing, 8 damaged or unknown format, 9 differs, 10 in use,
 * 11 removed.
 */
public enum Failure {
    UNEXPECTED(100),
    USAGE(200),

    CARD_NOT_FOUND(301),
    FILE_NOT_FOUND(302),
    OBJECT_NOT_FOUND(303),
    AMBIGUOUS(304),
    COMMAND_NOT_FOUND(305),

    WRONG_PASSWORD(401),
    WRONG_PIN(402),
    WRONG_MANAGEMENT_KEY(403),
    WRONG_PASSPHRASE(404),
    SECRET_NEEDED(405),
    WRONG_PUK(406),

    PIN_BLOCKED(501),
    PUK_BLOCKED(502),

    ALREADY_EXISTS(601),
    WEAK_PASSWORD(602),
    CARD_REFUSED(603),
    NOT_SUPPORTED(604),
    KEY_MISMATCH(605),
    NO_ACCESS(606),
    BAD_PIN_FORMAT(607),
    NOT_CONFIRMED(608),
    NOT_PLUGGED(609),
    CARD_DISABLED(610),
    CARD_OLDER(611),
    CARD_FORKED(612),
    CARD_MUTE(613),
    CARD_DECLINED(614),

    NO_PCSC_SERVICE(701),
    NO_VPCD_DRIVER(702),
    NO_VIRTUAL_READER(703),
    PRIVATE_SERVICE_FAILED(704),
    MODULE_FAILED(705),

    FILE_SIZE(801),
    FILE_MAGIC(802),
    FILE_VERSION(803),
    FILE_LENGTHS(804),
    FILE_CHECKSUM(805),
    FILE_ENCODING(806),
    FILE_KDF_LIMITS(807),
    FILE_AUTHENTICITY(808),
    FILE_ENVELOPE(809),
    FILE_SEMANTICS(810),
    FILE_JOURNAL(811),
    FILE_CRITICAL_EXTENSION(812),
    INPUT_FORMAT(820),

    DIFFERS(901),
    INCOMPLETE(902),

    FILE_IN_USE(1001),
    SLOT_TAKEN(1002),
    FILE_WRITE(1003),
    CARD_BUSY(1004),

    CARD_REMOVED(1101),
    OTHER_CARD(1102);

    private final int number;

    Failure(int number) {
        this.number = number;
    }

    /** {@code VSC-401}. */
    public String code() {
        return "VSC-" + number;
    }

    /** The exit code of the command line. */
    public int exitCode() {
        return number / 100;
    }
}
