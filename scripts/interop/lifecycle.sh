#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# A card goes out of use and back into it: disabled, enabled for a time, sealed; as applications see it in the reader.
# shellcheck source=scripts/interop/common.sh
source "$(dirname "$0")/common.sh"

if [ -z "${INSIDE:-}" ]; then
    openssl rand -base64 15 >password
    echo 271828 >pin
    "$vsc" -q create real --password-file password --pin-file pin --generate >created
    sed -n 's/^ *management-key *//p' created >management
    "$vsc" -q create test --test-card
    INSIDE=1 "$vsc" run -- "$self"
    exit
fi

with_secrets=(--password-file password --pin-file pin --management-key-file management)
present() { opensc-tool --list-readers | grep -q "^0 *Yes"; }
absent() { ! present; }
state() { "$vsc" show "$1" --json | sed 's/.*"state":"\([a-z]*\)".*/\1/'; }
events() { "$vsc" log "$@" --json | grep -o '"event":"[a-z ]*"' | sed 's/.*:"//; s/"//' | paste -sd,; }
# Background processes would outlive this test, should it fail.
trap '"$vsc" -q eject test 2>/dev/null || true; "$vsc" -q eject real 2>/dev/null || true' EXIT

# A card that is disabled leaves its reader, and does not come back before it is enabled.
"$vsc" -q insert --background test
present || fail "the card is not there"
expect 0 'taken out of its reader' "$vsc" disable test --reason 'left on the train'
await absent
[ "$(state test)" = disabled ] || fail "show does not tell"
"$vsc" list | grep -q '^test .* disabled ' || fail "list does not tell"
expect 6 VSC-610 "$vsc" insert test
expect 6 VSC-610 "$vsc" insert --background test
expect 6 VSC-610 "$vsc" run test -- true
absent || fail "a disabled card came into the reader"

# For a time only: at its end the card ejects itself and is disabled again, whether somebody looks or not.
expect 2 VSC-200 "$vsc" enable test --until 2001-01-01
expect 2 VSC-200 "$vsc" enable test --until tomorrow
expect 0 'enabled until' "$vsc" enable test --reason 'fire in the house' --until +15s
"$vsc" -q insert --background test
present || fail "the card was enabled"
opensc-tool --reader 0 --name >name || fail "the card does not work"
await absent
[ "$(state test)" = disabled ] || fail "the card ejected itself and is not disabled"
expect 6 VSC-610 "$vsc" insert test
[ "$(events test)" = 'disabled,enabled,expired' ] || fail "log: $(events test)"
"$vsc" log test | grep -q 'enabled until .*: fire in the house$' || fail "the reason is not in the log"

# The same while it is in no reader.
"$vsc" -q enable test --until +6s
over() { [ "$(state test)" = disabled ]; }
await over
expect 6 'enabled until' "$vsc" insert test
[ "$(events test)" = 'disabled,enabled,expired,enabled,expired' ] || fail "log: $(events test)"
"$vsc" -q enable test
"$vsc" -q insert --background test
present || fail "the card was enabled for good"
"$vsc" -q eject test

# The password that opens the card every day disables and enables it, and no other.
echo wrong >wrong
"$vsc" -q key generate real --id 9a -a p256 -o real.pub "${with_secrets[@]:0:2}" "${with_secrets[@]:4}"
"$vsc" -q cert self-sign real --id 9a --subject CN=real "${with_secrets[@]}"
expect 4 VSC-401 "$vsc" disable real --password-file wrong
[ "$(state real)" = active ] || fail "disabled with a wrong password"
"$vsc" -q disable real --password-file password
expect 6 VSC-610 "$vsc" insert --background real --password-file password
expect 4 VSC-401 "$vsc" enable real --password-file wrong
"$vsc" -q enable real --password-file password

# Sealed: nothing but the shares opens it, and an old copy with its old password does not help.
expect 6 VSC-604 "$vsc" seal real --yes --password-file password
mkdir shares
"$vsc" -q recovery split real -n 2 -m 3 -o shares --password-file password --pin-file pin
shares=(shares/*)
two=(--share-file "${shares[0]}" "${shares[2]}")
file=$("$vsc" list --json | grep -o '"file":"[^"]*real.vsc"' | cut -d'"' -f4)
cp "$file" old.vsc
cp password old-password
openssl rand -base64 15 >password
{ head -c 700 old.vsc; printf x; tail -c +702 old.vsc; } >damaged.vsc
expect 6 VSC-608 "$vsc" --batch seal real "${two[@]}"
"$vsc" seal real --yes --reason 'moving house' "${two[@]}" >sealed
grep -q '^Dropped: 0: password' sealed || fail "seal does not name the password: $(cat sealed)"
! grep -q 'NOT recoverable' sealed || fail "seal: $(cat sealed)"
[ "$(state real)" = sealed ] || fail "not sealed"
expect 4 '' "$vsc" --batch key list real --password-file old-password
expect 6 VSC-604 "$vsc" enable real "${two[@]}"
echo 314159 >pin
"$vsc" -q pin set real --new-pin-file pin "${two[@]}"
"$vsc" -q insert --background real "${two[@]}"
echo message >message
token --slot-index 0 --sign --id 01 --mechanism ECDSA-SHA256 --signature-format openssl --login --pin 314159 \
    --input-file message --output-file message.sig >/dev/null 2>&1
openssl dgst -sha256 -verify real.pub -signature message.sig message | grep -q 'Verified OK' || fail "signature"
"$vsc" -q eject real
"$vsc" -q recovery combine real --new-password-file password "${two[@]}"
[ "$(state real)" = active ] || fail "not in use again"

# This computer notices the old copy by itself, before it would be of any use; another one does not, and it opens there.
expect 6 VSC-611 "$vsc" insert --background file:old.vsc --password-file old-password
XDG_STATE_HOME=$PWD/elsewhere expect 0 '' "$vsc" --batch key list file:old.vsc --password-file old-password
expect 8 VSC-805 "$vsc" verify damaged.vsc
expect 0 'not checked' "$vsc" --batch verify real
expect 0 'nobody has altered' "$vsc" --batch verify real --password-file password
cp "$file" current.vsc
cp old.vsc "$file"
expect 6 VSC-611 "$vsc" --batch pin status real --password-file old-password
expect 0 'PIN  3 of 3' "$vsc" --batch pin status real --password-file old-password --accept-older
"$vsc" log real --password-file old-password | grep -q branched || fail "the branch is not in the log"
expect 6 VSC-612 "$vsc" --batch key list file:current.vsc --password-file password
expect 0 '' "$vsc" --batch key list file:current.vsc --password-file password --accept-older
mv current.vsc "$file"
[ "$(events real --password-file password)" = 'disabled,enabled,sealed,unsealed,branched' ] || fail "log: $(events real --password-file password)"
