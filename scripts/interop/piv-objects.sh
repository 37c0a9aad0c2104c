#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# The data objects of a PIV card: written and read by us and by OpenSC, signed as an issuer does, judged by openssl.
source "$(dirname "$0")/common.sh"

if [ -n "${INSIDE:-}" ]; then
    opensc-tool --name 2>/dev/null | grep -qE 'PIV|Personal Identity Verification' || fail "name of the card"
    # OpenSC reads what we wrote: the face is behind the PIN.
    opensc-tool -s 00A4040009A00000030800001000 -s 0020008008313233343536FFFF -s 00CB3FFF055C035FC10900 >read.log 2>&1
    grep -q 'SW1=0x90, SW2=0x00' read.log || fail "reading with OpenSC: $(cat read.log)"
    grep -qi '53 0E 01 04 4D 69 6B 65' read.log || fail "printed information: $(cat read.log)"
    exit
fi

"$vsc" -q create objects --test-card -o card.vsc
openssl req -x509 -newkey rsa:2048 -nodes -keyout rsa.key -out rsa.crt -subj /CN=Issuer -days 9 2>/dev/null
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -keyout ec.key -out ec.crt -subj /CN=Issuer \
    -days 9 2>/dev/null

get() { "$vsc" object get file:card.vsc "$1" -o "$2"; }
hash_of() { sha256sum "$1" | cut -d' ' -f1; }

# signed ISSUER: the signatures on the card are valid, and the hashes are those of the objects in the mapping.
signed() {
    local numbers size object
    get chuid chuid
    size=$(stat -c %s chuid)
    head -c 55 chuid >content
    tail -c 2 chuid >>content
    head -c $((size - 2)) chuid | tail -c +60 >chuid.cms
    openssl cms -verify -inform DER -in chuid.cms -binary -content content -CAfile "$1.crt" -purpose any \
        -out /dev/null 2>cms.log || fail "signature of the CHUID: $(cat cms.log)"
    openssl asn1parse -inform DER -in chuid.cms | grep -q 2.16.840.1.101.3.6.1 || fail "content type of the CHUID"

    get security security
    numbers=$(od -An -tu1 -j1 -N1 security | tr -d ' ')
    head -c $((numbers + 2)) security | tail -c "$numbers" | od -An -v -tx1 -w3 | tr -d ' ' >mapping
    size=$(stat -c %s security)
    head -c $((size - 2)) security | tail -c +$((numbers + 7)) >security.cms
    openssl cms -verify -inform DER -in security.cms -certfile "$1.crt" -CAfile "$1.crt" -purpose any -out lds.der \
        2>cms.log || fail "signature of the security object: $(cat cms.log)"
    openssl asn1parse -inform DER -in lds.der | sed -n 's/.*OCTET STRING *\[HEX DUMP\]://p' >hashes
    [ "$(wc -l <mapping)" = "$(wc -l <hashes)" ] || fail "numbers of objects and hashes differ"
    : >expected
    while read -r entry; do
        case ${entry:2} in
            db00) object=ccc ;;
            3000) object=chuid ;;
            6010) object=fingerprints ;;
            6030) object=face ;;
            3001) object=printed ;;
            6060) object=key-history ;;
            *) fail "container $entry" ;;
        esac
        get $object value
        hash_of value | tr a-f A-F >>expected
    done <mapping
    cmp expected hashes || fail "hashes differ from those of the objects"
}

"$vsc" -q object sign file:card.vsc --signer <(cat rsa.key rsa.crt)
signed rsa
[ "$(wc -l <mapping)" = 3 ] || fail "$(wc -l <mapping) objects in the mapping instead of 3"

# A bare record is wrapped, however large; a change that comes with the signer leaves the signatures valid.
head -c 12700 /dev/urandom >face.bin
"$vsc" -q object put file:card.vsc face face.bin --signer <(cat rsa.key rsa.crt)
get face face
head -c 12704 face | tail -c +5 | cmp - face.bin || fail "the face came back changed"
printf '\001\004Mike\006\004Acme\376\000' >printed
expect 0 'does not cover' "$vsc" object put file:card.vsc printed printed
"$vsc" -q object sign file:card.vsc --signer <(cat ec.key ec.crt)
signed ec
[ "$(wc -l <mapping)" = 5 ] || fail "$(wc -l <mapping) objects in the mapping instead of 5"

INSIDE=1 "$vsc" run file:card.vsc -- "$self"

# What is named wrong or is not there.
expect 3 VSC-303 "$vsc" object get file:card.vsc nonsense
expect 3 VSC-303 "$vsc" object get file:card.vsc iris
expect 3 VSC-303 "$vsc" object delete file:card.vsc iris
expect 3 VSC-303 "$vsc" object sign file:card.vsc --signer rsa.key
"$vsc" -q object delete file:card.vsc 5fc108
expect 3 VSC-303 "$vsc" object get file:card.vsc face
"$vsc" object list file:card.vsc | grep -q '^5fc102 chuid' || fail "list"
