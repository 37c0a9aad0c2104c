#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# Cards in readers are used as cards in files are, through PC/SC: named, watched, shared, pulled out.
source "$(dirname "$0")/common.sh"

if [ -z "${INSIDE:-}" ]; then
    "$vsc" -q create one --test-card -o card.vsc
    INSIDE=1 "$vsc" run file:card.vsc -- "$self"
    expect 7 VSC-701 env PCSCLITE_CSOCK_NAME=/nonexistent/socket "$vsc" apdu reader:0 00A40400
    exit
fi

"$vsc" list --readers | tee readers.txt
"$vsc" list --cards >cards.txt
[ "$(wc -l <cards.txt)" = 1 ] || fail "one card: $(cat cards.txt)"
[ "$(wc -l <readers.txt)" -ge 2 ] || fail "two slots of the reader"
name=$(sed 's/   *[^ ]*$//' cards.txt)
expect 3 VSC-301 "$vsc" apdu reader:99 00A40400
expect 3 VSC-301 "$vsc" apdu reader:towitoko 00A40400
expect 3 'no card in the reader' "$vsc" apdu reader:1 00A40400
expect 2 VSC-200 "$vsc" apdu reader:0 00A4

# By number and by name, and with a command about as long as any.
"$vsc" apdu reader:0 00A4040009A00000030800001000 | grep -q '9000 OK' || fail "select by number"
"$vsc" apdu "reader:\"$name\"" 00A4040009A00000030800001000 | grep -q '9000 OK' || fail "select by name"
long=$(head -c 65000 /dev/zero | od -An -v -tx1 | tr -d ' \n')
"$vsc" apdu reader:0 00A4040009A00000030800001000 "00DB3FFF00FDE8$long" | tail -1 | grep -q '^6982' \
    || fail "65,000 bytes in one command"

# Verbs on a card in a reader; foreign programs see what they did.
printf '%s\n' $management_key >mgm
printf '%s\n' $pin >pin
"$vsc" key generate reader:0 --id 9a -a p256 --management-key-file mgm -o 9a.pub
"$vsc" cert self-sign reader:0 --id 9a --subject CN=Reader --management-key-file mgm --pin-file pin
"$vsc" cert export reader:0 --id 9a -o 9a.pem
openssl x509 -in 9a.pem -noout -subject | grep -q 'CN = Reader' || fail "certificate"
yubico-piv-tool --reader '' -s 9a -a read-certificate -o read.pem
cmp 9a.pem read.pem
"$vsc" key list reader:0 | grep -q 9a || fail "key list"
printf '999999\n' >wrong
expect 4 '2 tries are left' "$vsc" cert self-sign reader:0 --id 9a --subject CN=No --management-key-file mgm --pin-file wrong

# Another program has the card for itself, or pulls it out.
"$vsc" -q list --readers --watch >watched.txt &
watcher=$!
trap 'kill $watcher' EXIT
await grep -q 3B watched.txt
"$vsc" --json key list file:card.vsc >/dev/null
await test "$(grep -c 3B watched.txt)" -ge 2
grep -q 'no card' watched.txt || fail "the card was out meanwhile: $(cat watched.txt)"
