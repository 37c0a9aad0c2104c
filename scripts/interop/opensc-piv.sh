#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# OpenSC's PKCS#11 module on a card with an RSA and an EC key of each sort, no configuration.
source "$(dirname "$0")/common.sh"

if [ -z "${INSIDE:-}" ]; then
    four_keys opensc
    INSIDE=1 "$vsc" run file:card.vsc -- "$self"
    exit
fi

token --list-token-slots | grep -q 'token label *: Key 9a' || fail "token label"

token --test --login --pin $pin >test.log 2>&1 || fail "pkcs11-tool --test: $(cat test.log)"
grep -q 'No errors' test.log || fail "errors in pkcs11-tool --test: $(cat test.log)"
for label in 'PIV AUTH key' 'SIGN key' 'KEY MAN key' 'CARD AUTH key'; do
    grep -q "testing key .*$label" test.log || fail "no test of the $label: $(cat test.log)"
done

yubico-piv-tool --reader '' --action status >status.log 2>&1 || fail "yubico-piv-tool: $(cat status.log)"
[ "$(grep -c '^Slot' status.log)" = 4 ] || fail "status: $(cat status.log)"

echo "to be signed" >data
for object in 01:SHA256-RSA-PKCS 02:ECDSA-SHA256 03:SHA256-RSA-PKCS 04:ECDSA-SHA256; do
    id=${object%:*}
    token --read-object --type cert --id $id --output-file $id.der 2>/dev/null
    token --sign --id $id --mechanism ${object#*:} --signature-format openssl --login --pin $pin \
        --input-file data --output-file $id.sig 2>/dev/null
    verified $id.der $id.sig data
done

# Decryption with 9D, and a key agreement that openssl computes, too.
openssl x509 -inform DER -in 03.der -pubkey -noout -out 03.pub
openssl pkeyutl -encrypt -pubin -inkey 03.pub -in data -out data.enc
token --decrypt --id 03 --mechanism RSA-PKCS --login --pin $pin --input-file data.enc --output-file data.dec 2>/dev/null
cmp data data.dec

# What the standards want said when things go wrong.
expect 1 CKR_PIN_INCORRECT token --login --pin 000000 --list-objects
token --list-token-slots | grep -q 'token initialized' || fail "token after a wrong PIN"
