#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# yubico-piv-tool personalises an empty test card and uses it.
source "$(dirname "$0")/common.sh"

# Judged by what it says and makes, not by its exit status.
piv() { yubico-piv-tool --reader '' "$@" 2>&1 || true; }

if [ -z "${INSIDE:-}" ]; then
    "$vsc" -q create yubico --test-card -o card.vsc
    INSIDE=1 "$vsc" run file:card.vsc -- "$self"
    exit
fi

piv -a status | tee status.log
grep -q 'Version:.*5\.4' status.log || fail "version"
grep -q 'PIN tries left:.*3' status.log || fail "tries"

# Every algorithm: generate on the card, sign with it, openssl judges.
for algorithm in RSA2048 ECCP256 ECCP384; do
    piv -s 9a -A $algorithm -a generate -o $algorithm.pub >/dev/null
    hash=SHA256
    [ $algorithm != ECCP384 ] || hash=SHA384
    echo "to be signed" >data
    piv -s 9a -A $algorithm -H $hash -a verify-pin -P $pin --sign -i data -o $algorithm.sig >/dev/null
    openssl dgst -${hash,,} -verify $algorithm.pub -signature $algorithm.sig data | grep -q 'Verified OK' \
        || fail "signature with $algorithm"
done

# Import a key and its certificate made elsewhere.
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=imported -keyout imported.key -out imported.pem 2>/dev/null
piv -s 9d -a import-key -i imported.key | grep -q 'Successfully imported' || fail "import-key"
piv -s 9d -a import-certificate -i imported.pem | grep -q 'Successfully imported' || fail "import-certificate"
piv -s 9d -a read-certificate -o read.pem >/dev/null
cmp imported.pem read.pem
piv -s 9d -a verify-pin -P $pin -a test-decipher -i imported.pem | grep -q 'Successfully performed RSA decryption' \
    || fail "test-decipher"

# Identity objects.
piv -a set-chuid | grep -q 'Successfully set new CHUID' || fail "set-chuid"
piv -a set-ccc | grep -q 'Successfully set new CCC' || fail "set-ccc"

# PIN, PUK and management key.
piv -a change-pin -P $pin -N 654321 | grep -q 'Successfully changed the pin' || fail "change-pin"
piv -a verify-pin -P $pin | grep -q '2 tries left' || fail "the old PIN still works"
piv -a change-puk -P 12345678 -N 87654321 | grep -q 'Successfully changed the puk' || fail "change-puk"
piv -a unblock-pin -P 87654321 -N $pin | grep -q 'Successfully unblocked' || fail "unblock-pin"
other=0F0E0D0C0B0A09080706050403020100FFEEDDCCBBAA9988
piv -a set-mgm-key -n $other | grep -q 'Successfully set new management key' || fail "set-mgm-key"
piv -a set-chuid | grep -q 'Failed authentication' || fail "the old management key still works"
piv -k$other -a set-mgm-key -n $management_key | grep -q 'Successfully set' || fail "set-mgm-key back"
piv -a verify-pin -P $pin -a pin-retries --pin-retries 5 --puk-retries 4 | grep -q 'Successfully changed pin retries' \
    || fail "pin-retries"
piv -a status | grep -q 'PIN tries left:.*5' || fail "five tries"

# Blocked, reset, as new.
for _ in 1 2 3 4 5 6; do piv -a verify-pin -P 999999 >/dev/null; done
for _ in 1 2 3 4 5; do piv -a change-puk -P 99999999 -N 11111111 >/dev/null; done
piv -a reset | grep -q 'Successfully reset' || fail "reset"
piv -a status | grep -q 'PIN tries left:.*3' || fail "status after reset"
