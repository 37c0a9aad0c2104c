#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# Everything that opens a card: passwords, key files, shares, certificates; recovery, and new keys after a loss. Passwords
# cost a second each, so they are used only where they are the point.
# shellcheck source=scripts/interop/common.sh
source "$(dirname "$0")/common.sh"

v() { "$vsc" -q --batch "$@"; }
opens() { expect 0 '' "$vsc" --batch key list "$@"; }
refuses() { expect 4 '' "$vsc" --batch key list "$@"; }
# Key 9A signs through pcscd, with the PIN in the file pin.
signs() {
    rm -f signature
    "$vsc" run file:card.vsc "$@" -- yubico-piv-tool -r '' -s 9a -A ECCP256 -H SHA256 -a verify-pin -P "$(cat pin)" \
        --sign -i password -o signature >/dev/null 2>&1
    openssl dgst -sha256 -verify 9a.pub -signature signature password | grep -q 'Verified OK' || fail "signature"
}
for secret in password other; do openssl rand -base64 15 >$secret; done
echo 123456 >pin
echo 12345678 >puk

# The open slot of a test card can be replaced; a test card it remains.
v create card --test-card -o card.vsc
v key generate file:card.vsc --id 9a -a p256 -o 9a.pub
v cert self-sign file:card.vsc --id 9a --subject CN=Key
expect 6 VSC-604 v slot remove file:card.vsc 0
v slot add file:card.vsc password --new-password-file password
v slot remove file:card.vsc 0
"$vsc" slot list file:card.vsc | grep -qE '^1: password, Argon2id [0-9]+ MiB, [0-9]+ passes, 4 lanes$' || fail "slot list"
"$vsc" show file:card.vsc | grep -q '^TEST CARD' || fail "test card"
cp card.vsc old.vsc

# A key file, alone and with a password: for its owner alone, never replaced, and damage is seen.
v slot add file:card.vsc key-file -o key --password-file password
[ "$(stat -c %a key)" = 600 ] || fail "mode of the key file"
key=(--key-file key)
expect 6 VSC-601 v slot add file:card.vsc key-file -o key "${key[@]}"
opens file:card.vsc "${key[@]}"
expect 4 'this key file' v key list file:old.vsc "${key[@]}"
v slot add file:card.vsc key-file -o second --with-password --new-password-file other "${key[@]}"
opens file:card.vsc --key-file second --password-file other
v slot remove file:card.vsc 2 "${key[@]}"
refuses file:card.vsc --key-file second --password-file other
sed 's/^\(.\{20\}\)./\1x/' key >damaged
expect 8 VSC-820 v key list file:card.vsc --key-file damaged

# A certificate: its key opens the card, and openssl opens what lies in the slot, without us.
id=$("$vsc" show file:card.vsc --json | sed 's/.*"identifier":"\([^"]*\)".*/\1/')
info=$(printf 'vsc/1 slot commit' | xxd -p)
for number in 02 03; do
    options=(-newkey rsa:2048)
    [ $number = 02 ] || options=(-newkey ec -pkeyopt ec_paramgen_curve:P-256)
    openssl req -x509 "${options[@]}" -nodes -keyout escrow$number.key -out escrow.pem -subj "/CN=Escrow" 2>/dev/null
    v slot add file:card.vsc certificate -i escrow.pem "${key[@]}"
    opens file:card.vsc --private-key escrow$number.key
    openssl asn1parse -inform DER -offset 512 -in card.vsc 2>/dev/null |
        awk -v number=":$number" 'two == number && one == ":04" { sub(/.*:/, ""); print } { two = one; one = $NF }' |
        xxd -r -p >body.der
    openssl asn1parse -inform DER -in body.der >structure
    read -r offset header length <<<"$(sed -n 's/^ *\([0-9]*\):d=2 *hl=\([0-9]*\) *l= *\([0-9]*\) cons: SEQ.*/\1 \2 \3/p' \
        structure | head -1)"
    tail -c +$((offset + 1)) body.der | head -c $((header + length)) >cms.der
    factor=$(openssl cms -decrypt -inform DER -binary -in cms.der -inkey escrow$number.key | xxd -p -c 64)
    commit=$(openssl kdf -keylen 32 -kdfopt digest:SHA2-256 -kdfopt hexkey:"$factor" -kdfopt hexsalt:"$id" \
        -kdfopt hexinfo:"$info${number}0408$(printf '%024d' 0)" HKDF | tr -d :)
    grep -q "d=1 .*OCTET STRING *\[HEX DUMP\]:$commit" structure || fail "openssl does not agree about slot $number"
done

# Shares: any three of five open the card; mistakes and strangers are named.
mkdir shares
v recovery split file:card.vsc -n 3 -m 5 -o shares "${key[@]}"
files=(shares/*)
[ "${#files[@]} $(stat -c %a "${files[4]}")" = "5 600" ] || fail "files of shares"
opens file:card.vsc --share-file "${files[4]}" "${files[0]}" "${files[2]}"
expect 4 'needs 3 recovery shares and has got 2 [2, 4]' v key list file:card.vsc --share-file "${files[3]}" "${files[1]}"
sed '$s/./!/8' "${files[1]}" >typo
expect 8 'Recovery share 2 in typo has a mistake in group 18' v key list file:card.vsc --share-file typo
expect 4 'share 1: it is of ' v key list file:old.vsc --share-file "${files[0]}"
v create real -o real.vsc --password-file password --generate >/dev/null
"$vsc" recovery split file:real.vsc -n 2 -m 2 --stdout --batch --password-file password >printed
grep -q 'NOT recoverable.*piv-pin' printed || fail "a guard whose PIN is not known"
[ "$(grep -cE '^([A-Z2-7]{5} ){3}[A-Z2-7]{5}$' printed)" = 10 ] || fail "printed shares"

# A lost password and a lost PIN: the key signs without the PIN's owner.
three=(--share-file "${files[@]:1:3}")
v recovery combine file:card.vsc --new-password-file other "${three[@]}"
echo 161803 >pin
v pin set file:card.vsc --new-pin-file pin "${three[@]}"
expect 6 VSC-604 v pin set file:card.vsc --new-pin-file pin "${key[@]}"
signs "${key[@]}"

# New keys: what is dropped is named and confirmed; an old copy with the old password tells nothing of what came after.
expect 6 VSC-608 v rekey file:card.vsc "${key[@]}"
"$vsc" --batch rekey file:card.vsc --yes --password-file other --pin-file pin --puk-file puk >report
for dropped in '[0-9]: key file' '[0-9]: recovery shares (any 3 of 5)'; do
    grep -q "^Dropped: $dropped" report || fail "rekey does not name $dropped: $(cat report)"
done
! grep -q 'Not renewed' report || fail "rekey: $(cat report)"
opens file:card.vsc --private-key escrow03.key
refuses file:card.vsc "${key[@]}"
refuses file:card.vsc "${three[@]}"
refuses file:card.vsc --password-file password
expect 6 VSC-611 v key list file:old.vsc --password-file password
XDG_STATE_HOME=$PWD/elsewhere opens file:old.vsc --password-file password
signs --private-key escrow02.key

# A plugged card goes back into its reader with another slot, and does not with other keys.
export vsc
# shellcheck disable=SC2016
"$vsc" run file:card.vsc --private-key escrow02.key -- bash -c '
    "$vsc" -q --batch slot add file:card.vsc key-file -o third --private-key escrow03.key
    yubico-piv-tool -r "" -a status
    "$vsc" --batch rekey file:card.vsc --key-file third --yes
    ! yubico-piv-tool -r "" -a status 2>/dev/null' >plugged
grep -q '^PIN tries left' plugged || fail "not back: $(cat plugged)"
grep -q '^It was taken out of its reader' plugged || fail "not ejected: $(cat plugged)"
v slot add file:card.vsc password --new-password-file other --key-file third

# vsc passwd changes the password of the slot that it has opened.
v passwd file:card.vsc --password-file other --new-password-file password
opens file:card.vsc --password-file password
