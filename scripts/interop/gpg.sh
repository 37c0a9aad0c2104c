#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# GnuPG takes the card for a real one: every field, keys made on it, signatures, decryption, and SSH.
source "$(dirname "$0")/common.sh"

if [ -z "${INSIDE:-}" ]; then
    "$vsc" -q create gpg --test-card --profile openpgp -o card.vsc
    INSIDE=1 "$vsc" run file:card.vsc -- "$self"
    exit
fi

gpg_home "$INTEROP_WORK/g"
trap 'gpgconf --kill all' EXIT

# Every field.
card_is version 0304
card_edit admin name Doe Jane lang dede sex f login jane@example url https://example/key forcesig quit >log
card_is name Jane:Doe
card_is lang dede
card_is sex f
card_is login jane@example
card_is url https
card_is forcepin 1
card_edit admin forcesig quit >log
card_is forcepin 0
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -subj /CN=Jane -outform DER -out certificate 2>openssl.log
card_edit admin "writecert 3 <certificate" "readcert 3 >read" quit >log
cmp certificate read || fail "certificate: $(cat log)"

# Keys made on the card, RSA and on a curve.
generate() {
    card_edit admin generate n y 0 y "Key $1" "$1@example" "" O quit >log || fail "no key: $(cat log)"
    uses "$1@example"
}
generate rsa
card_edit admin key-attr 2 4 2 4 2 4 quit >log
card_is keyattr:1 "19:NIST P-384"
generate nistp384

# Private data objects; before there are keys, scdaemon verifies another PIN than they need.
for number in 1 2 3 4; do
    echo "private $number" >do$number
    card_edit admin "privatedo $number <do$number" quit >log
    card_is private_do:$number "private $number"
done

# SSH by the authentication key.
SSH_AUTH_SOCK=$(gpgconf --list-dirs agent-ssh-socket)
export SSH_AUTH_SOCK
ssh-add -L | grep 'cardno:' >key.pub || fail "the agent has: $(ssh-add -L)"
echo "to be signed" >data
ssh-keygen -q -Y sign -f key.pub -n file data
echo "jane $(cat key.pub)" >allowed
ssh-keygen -q -Y verify -f allowed -I jane -n file -s data.sig <data || fail "ssh-keygen does not verify"
