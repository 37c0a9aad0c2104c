#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# A card plugged in by a background process: seen, changed, traced and taken out from elsewhere.
source "$(dirname "$0")/common.sh"

if [ -z "${INSIDE:-}" ]; then
    echo 'correct horse battery staple 7' >password
    echo 271828 >pin
    "$vsc" -q create real --password-file password --pin-file pin --generate >created
    sed -n 's/^ *management-key *//p' created >management
    "$vsc" -q create test --test-card
    INSIDE=1 "$vsc" run -- "$self"
    exit
fi

with_secrets=(--password-file password --pin-file pin --management-key-file management)
present() { opensc-tool --list-readers | grep -q "^$1 *Yes"; }
absent() { ! present "$1"; }

# Background processes outlive their terminal, and would outlive this test.
trap '"$vsc" -q eject real; "$vsc" -q eject test; kill "${watcher:-}" 2>/dev/null' EXIT

# In the reader of its own accord, and in the list.
"$vsc" -q insert --background real --password-file password
present 0 || fail "the card is not there when insert returns"
"$vsc" list | grep -q '^real .* present ' || fail "list does not tell that the card is plugged in"
"$vsc" show real --json | grep -q '"status":"present"' || fail "show does not tell"
"$vsc" -q insert --background test
present 1 || fail "the second card"
expect 10 VSC-1001 "$vsc" insert real --password-file password

# Verbs that change the card borrow it from its holder; applications see it go and come back.
stdbuf -oL pcsc_scan -n >events 2>&1 &
watcher=$!
last_event() { sed -n '/Reader 0:/ { n; s/.*Event number: //p }' events | tail -1; }
event_is() { [ "$(last_event)" = "$1" ]; }
borrow() {
    local before
    before=$(last_event)
    "$vsc" -q "$@"
    present 0 || fail "the card is not back after: $*"
    await event_is $((before + 2))
}
await grep -q 'Card inserted' events
borrow key generate real --id 9a -a p256 -o real.pub --password-file password --management-key-file management
borrow cert self-sign real --id 9a --subject CN=plugged "${with_secrets[@]}"
openssl ecparam -name prime256v1 -genkey -noout -out authority.key
openssl x509 -new -subj /CN=imported -force_pubkey real.pub -signkey authority.key -out imported.pem 2>/dev/null
borrow cert import real --id 9a imported.pem --password-file password --management-key-file management
token --slot-index 0 --list-objects --type cert 2>/dev/null | grep -q 'CN=imported' || fail "the certificate is not seen"
echo message >message
token --slot-index 0 --sign --id 01 --mechanism ECDSA-SHA256 --signature-format openssl --login --pin 271828 \
    --input-file message --output-file message.sig 2>/dev/null
openssl dgst -sha256 -verify real.pub -signature message.sig message | grep -q 'Verified OK' || fail "signature"
echo 314159 >new-pin
borrow pin change real --password-file password --pin-file pin --new-pin-file new-pin
grep -A 2 'Reader 0:' events | grep -q 'Card removed' || fail "no application saw the card leave"
kill $watcher
expect 0 'PIN  3 of 3' "$vsc" pin status real --password-file password
expect 4 VSC-402 "$vsc" pin change real --password-file password --pin-file pin --new-pin-file new-pin
expect 0 'PIN  2 of 3' "$vsc" pin status real --password-file password

# The trace has what goes over the wire, but no PIN.
"$vsc" trace test -o trace.apdu &
trace=$!
await test -e trace.apdu
token --slot-index 1 --list-objects --login --pin $pin >/dev/null 2>&1 || true
await grep -q 'VERIFY -> 9000 OK$' trace.apdu
if grep -qi 313233343536 trace.apdu; then fail "the PIN is in the trace"; fi

# Out again, from another process.
"$vsc" -q eject test
wait $trace
await absent 1
expect 6 VSC-609 "$vsc" eject test
# A holder that is killed leaves a file that opens, and a socket that is in nobody's way.
kill -KILL "$("$vsc" show real --json | grep -o '"pid":"[0-9]*' | grep -o '[0-9]*$')"
await absent 0
expect 0 '' "$vsc" key list real --password-file password
"$vsc" -q insert --background real --password-file password
present 0 || fail "the card does not come back after its holder was killed"
"$vsc" -q eject real

# Password, label, copies, deletion.
echo 'another horse battery staple 8' >new-password
"$vsc" -q passwd real --password-file password --new-password-file new-password
expect 4 VSC-401 "$vsc" key list real --password-file password
expect 0 p256 "$vsc" key list real --password-file new-password
"$vsc" -q rename real reell --password-file new-password
expect 0 reell "$vsc" list
"$vsc" -q export reell -o copy.vsc
expect 6 VSC-601 "$vsc" import copy.vsc
expect 6 VSC-608 "$vsc" delete reell --confirm real
"$vsc" -q delete reell --confirm reell
"$vsc" -q import copy.vsc
expect 0 p256 "$vsc" key list reell --password-file new-password
expect 0 '3BFF' "$vsc" show test
trap - EXIT
expect 0 '9000 OK' "$vsc" apdu test 00A4040005A000000308 00FD0000
