#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# Keys and data come out of a file with argon2 and openssl alone, also those that are in its journal only.
source "$(dirname "$0")/common.sh"
card=$INTEROP_WORK/real.vsc
recover=$top/scripts/recover.sh

if [ -z "${INSIDE:-}" ]; then
    echo 'correct horse battery staple 7' >password
    echo 271828 >pin
    "$vsc" -q create real --password-file password --pin-file pin --generate -o "$card" >created
    sed -n 's/^ *management-key *//p' created >management
    INSIDE=1 "$vsc" run -- "$self"
    exit
fi

with_secrets=(--password-file password --management-key-file management)
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pem 2>/dev/null
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.pem
"$vsc" -q key import file:"$card" rsa.pem --id 9c "${with_secrets[@]}"
"$vsc" -q key import file:"$card" ec.pem --id 9e "${with_secrets[@]}"

# What happens in the reader stays in the journal when the holder is killed.
"$vsc" -q insert --background file:"$card" --password-file password
trap '"$vsc" -q eject file:"$card" || true' EXIT
openssl req -x509 -key rsa.pem -subj '/CN=in the journal' -days 30 -out cert.pem
sed 's/../&:/g; s/:$//' management >external-key
# piv-tool exits with the number of bytes it has written; whether they are there is seen below.
PIV_EXT_AUTH_KEY=$PWD/external-key piv-tool --admin M:9B:0A --cert 9C --in cert.pem >piv-tool.log 2>&1 || true
yubico-piv-tool -r 'Virtual Smart Card' -a change-pin -P 271828 -N 314159 >/dev/null 2>&1 || fail "the PIN"
holder=$("$vsc" show file:"$card" --json | grep -o '"pid":"[0-9]*' | grep -o '[0-9]*$')
kill -KILL "$holder"
trap - EXIT
while kill -0 "$holder" 2>/dev/null; do sleep 0.05; done
[ "$(tail -c 262144 "$card" | tr -d '\0' | wc -c)" -gt 1000 ] || fail "nothing is in the journal"

recovered() { printf '%s\n' "$@" | "$recover" "$card" out; }
same_key() { # SECRET-KEY OTHER
    [ "$(openssl pkey -in "$1" -pubout)" = "$(openssl pkey -in "$2" -pubout)" ] || fail "$1 is another key"
}

recovered "$(cat password)" 314159 '' >listing
same_key out/keys/piv-9C.pem rsa.pem
same_key out/keys/piv-9E.pem ec.pem
grep -q '^keys/piv-9B.bin$' listing || fail "the management key is missing"
[ "$(od -An -v -tx1 out/keys/piv-9B.bin | tr -d ' \n')" = "$(cat management)" ] || fail "another management key"
openssl x509 -in cert.pem -outform DER -out cert.der
grep -qF "$(od -An -v -tx1 cert.der | tr -d ' \n')" <(od -An -v -tx1 out/public/piv-5FC10A | tr -d ' \n') ||
    fail "the certificate from the journal is missing"

# Without a folder it prints the same.
printf '%s\n' "$(cat password)" 314159 '' | "$recover" "$card" 2>/dev/null >printed
openssl pkey -in printed -pubout >printed.pub
[ "$(cat printed.pub)" = "$(openssl pkey -in out/keys/piv-9C.pem -pubout)" ] || fail "another key was printed"
grep -qF "$(cat management)" printed || fail "the management key was not printed"

# The PIN that was replaced in the journal opens nothing any more, and a wrong password opens nothing at all.
rm -r out
recovered "$(cat password)" 271828 '' 2>said >listing
grep -q 'This is not piv-pin' said || fail "the old PIN still opens the card"
[ ! -e out/keys/piv-9C.pem ] || fail "a key came out without its PIN"
expect 4 'no slot opens' bash -c "echo wrong | '$recover' '$card' nothing"

# Any two of three shares give all of it, without password and PIN; so do a key file and a certificate what they are for.
rm -r out
mkdir shares
"$vsc" -q slot add file:"$card" key-file -o key --password-file password
"$vsc" -q recovery split file:"$card" -n 2 -m 3 -o shares --password-file password --pin-file <(echo 314159)
shares=(shares/*)
"$recover" --share "${shares[2]}" --share "${shares[0]}" "$card" out </dev/null >listing
same_key out/keys/piv-9C.pem rsa.pem
same_key out/keys/piv-9E.pem ec.pem
expect 4 'are the shares enough' "$recover" --share "${shares[1]}" "$card" nothing
sed '$s/./!/8' "${shares[1]}" >typo
expect 8 'is no recovery share' "$recover" --share typo --share "${shares[0]}" "$card" nothing
rm -r out
echo 314159 | "$recover" --key-file key "$card" out >listing
same_key out/keys/piv-9C.pem rsa.pem

# The program opens the same file, with the same content.
"$vsc" -q cert export file:"$card" --id 9c --password-file password -o exported.pem
[ "$(openssl x509 -in exported.pem -outform DER | sha256sum)" = "$(sha256sum <cert.der)" ] || fail "another certificate"
