#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# What goes wrong gets one clear sentence, its class as exit status, and its code.
source "$(dirname "$0")/common.sh"

secret() { printf '%s\n' "$2" >"$1"; }
secret password 'correct horse battery staple 7'
secret wrong 'incorrect horse'
secret pin 271828
secret puk 31415926
"$vsc" -q create real -o real.vsc --password-file password --pin-file pin --puk-file puk --generate >created
management=$(sed -n 's/^ *management-key *//p' created)
secret management "$management"
"$vsc" -q create t --test-card -o t.vsc

# The activation password.
expect 4 VSC-401 "$vsc" key list file:real.vsc --password-file wrong
expect 4 VSC-405 "$vsc" key list file:real.vsc
expect 0 '' "$vsc" key list file:real.vsc --password-file password
expect 6 VSC-602 "$vsc" create weak -o weak.vsc --password-file wrong --generate
[ ! -e weak.vsc ] || fail "a refused card left a file"
expect 6 VSC-601 "$vsc" create again --test-card -o t.vsc

# Damaged and foreign files.
size=$(stat -c %s t.vsc)
head -c $((size - 512)) t.vsc >truncated.vsc
expect 8 VSC-80 "$vsc" show file:truncated.vsc
: >empty.vsc
expect 8 VSC-801 "$vsc" show file:empty.vsc
cp t.vsc flipped.vsc
printf '\xA5' | dd of=flipped.vsc bs=1 seek=1000 conv=notrunc 2>/dev/null
expect 8 VSC-805 "$vsc" key list file:flipped.vsc
head -c 4096 /dev/urandom >foreign.vsc
expect 8 VSC-802 "$vsc" show file:foreign.vsc
expect 3 VSC-302 "$vsc" show file:missing.vsc
expect 3 VSC-301 "$vsc" show nobody

# Keys and certificates.
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=p12 -keyout key.pem -out cert.pem 2>/dev/null
openssl pkcs12 -export -inkey key.pem -in cert.pem -out key.p12 -passout pass:sesame
secret passphrase sesame
expect 4 VSC-404 "$vsc" key import file:t.vsc key.p12 --id 9a --passphrase-file wrong
expect 0 '' "$vsc" key import file:t.vsc key.p12 --id 9a --passphrase-file passphrase
expect 6 VSC-601 "$vsc" key import file:t.vsc key.p12 --id 9a --passphrase-file passphrase
expect 8 VSC-820 "$vsc" key import file:t.vsc foreign.vsc --id 9c
expect 3 VSC-303 "$vsc" key import file:t.vsc cert.pem --id 9c
expect 6 VSC-604 "$vsc" key import file:t.vsc <(openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521) --id 9c
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=other -keyout /dev/null -out other.pem 2>/dev/null
expect 6 VSC-605 "$vsc" cert import file:t.vsc other.pem --id 9a
expect 3 VSC-303 "$vsc" cert export file:t.vsc --id 9c
expect 2 '' "$vsc" key generate file:t.vsc --id 9z -a p256
expect 2 '' "$vsc" frobnicate
expect 4 VSC-403 "$vsc" key generate file:real.vsc --id 9a -a p256 --password-file password --management-key-file wrong
expect 0 '' "$vsc" key generate file:real.vsc --id 9a -a p256 --password-file password --management-key-file management
expect 4 VSC-402 "$vsc" cert self-sign file:real.vsc --id 9a --subject CN=x --password-file password \
    --management-key-file management --pin-file <(echo 000000)
expect 0 '' "$vsc" cert self-sign file:real.vsc --id 9a --subject CN=x --password-file password \
    --management-key-file management --pin-file pin
# Several secrets on one standard input come in their fixed order.
printf '%s\n' "$(cat password)" 271828 "$management" \
    | "$vsc" cert self-sign file:real.vsc --id 9a --subject CN=y --management-key-stdin --password-stdin --pin-stdin \
    || fail "secrets from standard input"

# The reader.
expect 3 VSC-305 "$vsc" run file:t.vsc -- no-such-command
"$vsc" run file:t.vsc -- "$vsc" -q create inside --test-card -o inside.vsc
cat >taken <<'X'
"$1" insert file:inside.vsc --slot 0; status=$?
"$1" insert file:t.vsc --slot 1; echo $status $?
X
expect 0 '10 10' "$vsc" run file:t.vsc -- sh taken "$vsc"
# Ports on which nothing listens: pcscd is installed, but does not run there.
expect 7 VSC-703 env VSC_VPCD_PORTS=1,2 "$vsc" insert file:t.vsc --wait 0
expect 7 VSC-701 env PCSCLITE_CSOCK_NAME=/nonexistent "$vsc" list --readers

# A part is not installed: a private mount hides it.
without() { unshare -Urm sh -c 'mount -t tmpfs none "$1" && shift && exec "$@"' sh "$@"; }
expect 7 VSC-702 without /usr/lib/pcsc "$vsc" run file:t.vsc -- true
expect 7 VSC-702 without /usr/lib/pcsc env VSC_VPCD_PORTS=1,2 "$vsc" insert file:t.vsc --wait 0
expect 7 VSC-701 without /usr/sbin "$vsc" run file:t.vsc -- true
expect 7 VSC-701 without /usr/sbin env VSC_VPCD_PORTS=1,2 "$vsc" insert file:t.vsc --wait 0

# The doctor names the fault and the cure.
expect 7 'apt-get install pcscd vsmartcard-vpcd' without /usr/lib/pcsc "$vsc" doctor
expect 7 'Start pcscd' env VSC_VPCD_PORTS=1,2 "$vsc" doctor
expect 0 'open on all interfaces' "$vsc" run file:t.vsc -- "$vsc" doctor

# JSON says the same.
expect 3 '"code":"VSC-301","exit":3' "$vsc" show nobody --json
expect 0 '"testCard":true' "$vsc" show file:t.vsc --json
