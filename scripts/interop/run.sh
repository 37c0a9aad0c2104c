#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# `vsc run`: side by side, exit status, several cards, and nothing left behind whatever is killed.
source "$(dirname "$0")/common.sh"

"$vsc" -q create t --test-card -o t.vsc
"$vsc" -q create u --test-card -o u.vsc

# Two at once on copies of one file; without copies the second is refused.
"$vsc" run --ephemeral file:t.vsc -- opensc-tool -a >one &
first=$!
"$vsc" run --ephemeral file:t.vsc -- opensc-tool -a >two
wait $first
grep -qi '^3b:ff:' one || fail "first ATR: $(cat one)"
cmp one two
"$vsc" run file:t.vsc -- sh -c 'touch holding; until [ -e done ]; do sleep 0.1; done' &
holder=$!
await test -e holding
expect 10 'in use' "$vsc" run file:t.vsc -- true
touch done
wait $holder

# The command's exit status, its words unharmed, two cards in two slots, and the reader's name.
expect 42 '' "$vsc" run file:t.vsc -- sh -c 'exit 42'
expect 143 '' "$vsc" run file:t.vsc -- sh -c 'kill -TERM $$'
expect 0 'a  b--json' "$vsc" run file:t.vsc -- printf '%s%s' 'a  b' --json
[ "$("$vsc" run file:t.vsc file:u.vsc -- opensc-tool --list-readers | grep -c 'Yes .*Virtual Smart Card (test)')" = 2 ] \
    || fail "two cards"
expect 0 'Yubico YubiKey' "$vsc" run --reader-name 'Yubico YubiKey' file:t.vsc -- opensc-tool --list-readers
[ "$("$vsc" run file:t.vsc -- "$vsc" list --readers | grep -c 3BFF)" = 1 ] || fail "list --readers"

# What an ephemeral run does to its card is gone afterwards; otherwise it stays.
before=$(sha256sum <t.vsc)
expect 0 '' "$vsc" run --ephemeral file:t.vsc -- yubico-piv-tool -r '' -a generate -s 9a -A ECCP256
[ "$before" = "$(sha256sum <t.vsc)" ] || fail "an ephemeral run changed the file"
expect 0 '' "$vsc" run file:t.vsc -- yubico-piv-tool -r '' -a generate -s 9a -A ECCP256
"$vsc" key list file:t.vsc | grep -q '^9a *p256' || fail "the key is not in the file"

# Nothing stays behind: not after the command was killed, not after pcscd, not after vsc itself.
processes() { pgrep -f "$1" || true; }
directories() { find "${TMPDIR:-/tmp}" -maxdepth 1 -name 'vsc-pcscd-*' -newer t.vsc -user "$(id -un)" 2>/dev/null; }
gone() { [ ! -e "$(cat directory)" ] && [ -z "$(processes "$(cat directory)")" ]; }
for victim in command pcscd vsc; do
    rm -f directory
    "$vsc" run --ephemeral file:u.vsc -- \
        sh -c 'echo $$ >command; dirname "$PCSCLITE_CSOCK_NAME" >directory.new; mv directory.new directory; exec sleep 60' &
    run=$!
    await test -e directory
    case $victim in
        command) kill -KILL "$(cat command)" ;;
        pcscd) kill -KILL "$(pgrep -f "pcscd.* -c $(cat directory)/" | head -1)"; kill "$(cat command)" ;;
        vsc) kill -KILL $run; kill "$(cat command)" ;;
    esac
    wait $run || true
    await gone
done

# Ctrl-C ends the command and cleans up.
rm -f directory
"$vsc" run --ephemeral file:u.vsc -- \
    sh -c 'dirname "$PCSCLITE_CSOCK_NAME" >directory.new; mv directory.new directory; exec sleep 60' &
run=$!
await test -e directory
kill -INT $run 2>/dev/null
kill -TERM $run
wait $run || true
await gone
