// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import vsc.crypto.Secret;
import vsc.crypto.SecretShares;
import vsc.iso.Bytes;

/**
 * Recovery shares.
 *
 * @param threshold how many are enough
 * @param count how many were made
 * @param set tells them from those of another split of this card
 */
record SharesFactor(int threshold, int count, int set) implements Factor {
    private static final int MASK = 16;

    @Override
    public int kind() {
        return Slot.SHARES;
    }

    @Override
    public int mask() {
        return MASK;
    }

    @Override
    public String name() {
        return "recovery shares";
    }

    @Override
    public String detail() {
        return "any %d of %d".formatted(threshold, count);
    }

    @Override
    public Bytes parameters() {
        return Bytes.of(threshold, count).concat(Bytes.ofInt(set, 2));
    }

    @Override
    public boolean accepts(Presented presented) {
        return !presented.shares().isEmpty();
    }

    /** The shares of this split, by number. */
    private SortedMap<Integer, Secret> of(List<RecoveryShare> shares) {
        SortedMap<Integer, Secret> own = new TreeMap<>();
        shares.stream()
                .filter(share -> share.set() == set && share.threshold() == threshold && own.size() < threshold)
                .forEach(share -> own.put(share.index(), share.value()));
        return own;
    }

    @Override
    public Optional<Secret> material(Presented presented) {
        SortedMap<Integer, Secret> own = of(presented.shares());
        return own.size() == threshold ? Optional.of(SecretShares.combine(own)) : Optional.empty();
    }

    /** Why {@code shares} do not open this slot, if it is for lack of some. */
    Optional<String> missing(List<RecoveryShare> shares) {
        SortedMap<Integer, Secret> own = of(shares);
        return own.isEmpty() || own.size() == threshold
                ? Optional.empty()
                : Optional.of(
                        "needs %d recovery shares and has got %d %s".formatted(threshold, own.size(), own.keySet()));
    }

    @Override
    public void writeTo(DerWriter der) {
        der.sequence(() -> {
            der.integer(threshold);
            der.integer(count);
            der.integer(set);
        });
    }

    static SharesFactor read(DerReader slot) {
        DerReader der = slot.sequence();
        int threshold = der.integer(RecoveryShare.MAX_COUNT);
        int count = der.integer(RecoveryShare.MAX_COUNT);
        SharesFactor factor = new SharesFactor(threshold, count, der.integer(RecoveryShare.MAX_SET));
        der.require(RecoveryShare.isSplit(threshold, count), "has an impossible number of shares");
        der.end();
        return factor;
    }
}
