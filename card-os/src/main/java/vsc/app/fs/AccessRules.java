// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.app.fs;

import java.util.Optional;
import vsc.iso.Bytes;
import vsc.iso.CardError;
import vsc.iso.StatusWord;

/**
 * The access rules of a file, in whichever form it has them: 86 as MyEID writes them, 8C compact, AB expanded, 8B
 * referenced (7816-4, 9.3). A file without any may be used by everybody; what rules do not speak of, nobody may do.
 */
final class AccessRules {
    static final int MYEID = 0x86;
    static final int COMPACT = 0x8C;
    static final int EXPANDED = 0xAB;
    static final int REFERENCED = 0x8B;
    private static final int MYEID_LENGTH = 3;

    private final FileTree tree;
    private final FileNode file;

    private AccessRules(FileTree tree, FileNode file) {
        this.tree = tree;
        this.file = file;
    }

    static AccessRules of(FileTree tree, FileNode file) {
        return new AccessRules(tree, file);
    }

    /**
     * @throws CardError 6A80 if rules are in a form that is not known here
     */
    void check() {
        file.find(MYEID).ifPresent(given -> CardError.unless(given.length() == MYEID_LENGTH, StatusWord.WRONG_DATA));
        for (Operation operation : Operation.values()) {
            find(operation);
        }
    }

    AccessCondition condition(Operation operation) {
        return find(operation).orElse(hasRules() ? AccessCondition.Fixed.NEVER : AccessCondition.Fixed.ALWAYS);
    }

    /** Who may delete the file: what it says of that itself, or else what its DF says. */
    AccessCondition deletion() {
        return find(Operation.DELETE)
                .or(() -> of(tree, tree.parent(file)).find(Operation.DELETE_CHILD))
                .orElse(hasRules() ? AccessCondition.Fixed.NEVER : AccessCondition.Fixed.ALWAYS);
    }

    private boolean hasRules() {
        return file.find(MYEID)
                .or(() -> file.find(COMPACT))
                .or(() -> file.find(EXPANDED))
                .or(() -> file.find(REFERENCED))
                .isPresent();
    }

    private Optional<AccessCondition> find(Operation operation) {
        return file.find(MYEID)
                .flatMap(given -> nibble(given, operation))
                .or(() -> file.find(COMPACT).flatMap(rule -> conditions().compact(rule, operation)))
                .or(() -> file.find(EXPANDED).flatMap(rule -> conditions().expanded(rule, operation)))
                .or(() -> file.find(REFERENCED)
                        .flatMap(reference -> SecurityAttributeFile.rule(tree, file, reference))
                        .flatMap(rule -> conditions().expanded(rule, operation)));
    }

    private SecurityConditions conditions() {
        return new SecurityConditions(tree, file.isDf() ? file : tree.parent(file));
    }

    /** 0 is always, F never, anything else the PIN of that number. */
    private static Optional<AccessCondition> nibble(Bytes conditions, Operation operation) {
        int index = operation.nibble();
        if (index < 0 || conditions.length() != MYEID_LENGTH) {
            return Optional.empty();
        }
        int value = conditions.at(index / 2) >> (index % 2 == 0 ? 4 : 0) & 0xF;
        return Optional.of(
                switch (value) {
                    case 0x0 -> AccessCondition.Fixed.ALWAYS;
                    case 0xF -> AccessCondition.Fixed.NEVER;
                    default -> new AccessCondition.Pin(value);
                });
    }
}
