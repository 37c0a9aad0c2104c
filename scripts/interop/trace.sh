#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# What foreign programs say to a card is traced: no secret is in the trace, and it replays on a copy of the card as it was.
source "$(dirname "$0")/common.sh"

old_pin=31415926
new_pin=27182818
puk=16180339
new_puk=57721566
wrong_pin=99887766
other_key=0F0E0D0C0B0A09080706050403020100FFEEDDCCBBAA9988
# What hosts keep in the printed information (5FC109) is often the management key. The tool wraps it in a 53 of its own.
printed=530B8809A1B2C3D4E5F6A7B8C9

piv() { yubico-piv-tool --reader '' "$@" >>piv.log 2>&1 || true; }

if [ -n "${INSIDE:-}" ]; then
    "$vsc" -q trace file:card.vsc -o trace.apdu &
    trace=$!
    await grep -q '^# Trace begun' trace.apdu
    opensc-tool -s 00A4040006D27600012401 >gpg.log

    token --test --login --pin $old_pin >pkcs11.log 2>&1
    grep -q 'No errors' pkcs11.log || fail "pkcs11-tool: $(cat pkcs11.log)"
    [ "$(grep -c '^  testing key' pkcs11.log)" -ge 3 ] || fail "pkcs11-tool tested too few keys: $(cat pkcs11.log)"

    piv -a status
    piv -s 9c -A RSA2048 -a generate -o generated.pub
    piv -s 82 -A ECCP384 -a generate -o generated-ec.pub
    piv -s 9d -a import-key -i imported.key
    piv -s 9d -a import-certificate -i imported.pem
    piv -a verify-pin -P $wrong_pin
    piv -s 9d -a verify-pin -P $old_pin -a test-decipher -i imported.pem
    piv -a change-pin -P $old_pin -N $new_pin
    piv -a change-puk -P $puk -N $new_puk
    piv -a unblock-pin -P $new_puk -N $new_pin
    printf '%s' $printed >printed
    piv -a set-mgm-key -n $other_key
    piv -k$other_key -a write-object --id 0x5FC109 -f hex -i printed
    piv -a verify-pin -P $new_pin -a read-object --id 0x5FC109 -f hex -o printed.read
    piv -k$other_key -a set-chuid
    echo "to be signed" >data
    piv -s 9c -A RSA2048 -H SHA256 -a verify-pin -P $new_pin --sign -i data -o rsa.sig
    piv -s 9e -A ECCP256 -H SHA256 -a verify-pin -P $new_pin --sign -i data -o ec.sig
    piv -a status
    "$vsc" -q eject file:card.vsc
    wait $trace
    exit
fi

four_keys traced
"$vsc" -q pin change file:card.vsc --pin-file <(echo $pin) --new-pin-file <(echo $old_pin)
"$vsc" -q pin change-puk file:card.vsc --puk-file <(echo 12345678) --new-puk-file <(echo $puk)
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=imported -keyout imported.key -out imported.pem 2>/dev/null
cp -p card.vsc before.vsc
INSIDE=1 "$vsc" run file:card.vsc -- "$self"

for done in 'imported a new private key' 'imported a new certificate' 'performed RSA decryption' 'changed the pin' \
    'changed the puk' 'unblocked' 'set new management key' 'set new CHUID' 'tries left'; do
    grep -q "$done" piv.log || fail "yubico-piv-tool has not \"$done\": $(cat piv.log)"
done
[ "$(grep -c 'Successfully verified PIN' piv.log)" -ge 3 ] || fail "verify: $(cat piv.log)"
openssl dgst -sha256 -verify generated.pub -signature rsa.sig data >/dev/null || fail "RSA signature"
openssl dgst -sha256 -verify 9e.pub -signature ec.sig data >/dev/null || fail "P-256 signature"
grep -qi "${printed:4}" printed.read || fail "the printed information was not read"

# The numbers of a private key: d, p, q, dP, dQ, qInv in hexadecimal.
numbers() {
    openssl rsa -in "$1" -traditional -outform DER 2>/dev/null | openssl asn1parse -inform DER \
        | sed -n 's/.*INTEGER *://p' | tail -n +4
}
numbers imported.key >numbers
[ "$(wc -l <numbers)" = 6 ] || fail "numbers of the key"

# leaks TRACE: any eight bytes in a row of a key, or a PIN, whatever the form.
hex() { printf '%s' "$1" | od -An -tx1 | tr -d ' \n'; }
for secret in $old_pin $new_pin $puk $new_puk $wrong_pin; do
    echo "$secret"
    hex $secret; echo
done >secrets
printf '%s\n' $management_key $other_key "${printed:4}" >>secrets
cat numbers >>secrets
leaks() {
    perl -e '
        my ($trace, $secrets) = @ARGV;
        open my $t, "<", $trace or die; open my $s, "<", $secrets or die;
        my %windows;
        my $text = uc join "", grep { !/^#/ } <$t>;
        $text =~ s/[ \[\]]//g;
        $windows{substr $text, $_, 16} = 1 for 0 .. length($text) - 16;
        my $found = 0;
        while (my $secret = <$s>) {
            chomp $secret;
            $secret = uc $secret;
            if (length $secret < 16) { $found++ if index($text, $secret) >= 0; next }
            for (my $i = 0; $i + 16 <= length $secret; $i += 2) { $found++ if $windows{substr $secret, $i, 16} }
        }
        print "$found\n";' "$1" secrets
}
[ "$(leaks trace.apdu)" = 0 ] || fail "there are secrets in the trace"
# The search finds what is there.
while read -r planted; do
    from=$((${#planted} > 16 ? (${#planted} - 16) / 4 * 2 : 0))
    middle=${planted:from:16}
    { cat trace.apdu; echo "> 00CB ${middle,,} 00"; } >planted.apdu
    [ "$(leaks planted.apdu)" -gt 0 ] || fail "a planted secret was not found: $planted"
done <secrets

# It replays on the card as it was before, with the secrets in a file.
template=
tag=0
for number in $(tail -n +2 numbers); do
    tag=$((tag + 1))
    template+=$(printf '%02X8180%256s' $tag "$number" | tr ' ' 0)
done
cat >values <<X
pin "$old_pin"
pin-2 "$wrong_pin"
pin-3 "$new_pin"
puk "$puk"
puk-2 "$new_puk"
management-key-2 $other_key
data 530D$printed
private-key ${template:0:510}
private-key-2 ${template:510:510}
private-key-3 ${template:1020}
X
expect 4 'private-key-2' "$vsc" replay trace.apdu file:before.vsc --ephemeral
expect 0 'as the dialogue says' "$vsc" replay trace.apdu file:before.vsc --values values --ephemeral
# Twice, because the first time was with a copy.
expect 0 '"commands":' "$vsc" replay trace.apdu file:before.vsc --values values --ephemeral --json

# One byte makes a difference: in a command, in an answer, in a status word.
altered() {
    sed "$1" trace.apdu >altered.apdu
    ! cmp -s trace.apdu altered.apdu || fail "nothing altered by $1"
    expect 9 VSC-901 "$vsc" replay altered.apdu file:before.vsc --values values --ephemeral
}
altered '0,/^> 00A4040006D276/s//> 00A4040006A000/; 0,/^< 6A82/s//< 6A83/'
altered '0,/^> 00CB3FFF055C035FC102/s//> 00CB3FFF055C035FC107/'
altered '0,/^< 533B3019D4E7/s//< 533B3019D4E6/'
altered '0,/^< 63C2/s//< 63C1/'
altered '0,/^> 00200080 .*pin-2.*/s//> 00200080 [{pad(pin,8)}]/'
# A card that is not the one: the same dialogue, another outcome.
expect 9 VSC-901 "$vsc" replay trace.apdu file:card.vsc --values values --ephemeral
