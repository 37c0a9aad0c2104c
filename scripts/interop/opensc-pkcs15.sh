#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# The life of a file-system card in OpenSC's hands: from a blank one to signatures, unblocked PINs, deleted objects, and a
# blank one again.
source "$(dirname "$0")/common.sh"

puk=12345678
so_pin=87654321

if [ -z "${INSIDE:-}" ]; then
    "$vsc" -q create "my blank" --test-card --blank --profile pkcs15 -o card.vsc
    INSIDE=1 "$vsc" run file:card.vsc -- "$self"
    exit
fi

init() { pkcs15-init --pin $pin --so-pin $so_pin "$@" >init.log 2>&1 || fail "pkcs15-init $*: $(cat init.log)"; }
tool() { pkcs15-tool "$@" >tool.log 2>&1 || fail "pkcs15-tool $*: $(cat tool.log)"; }
logged_in() { token --login --pin $pin "$@" >token.log 2>&1 || fail "pkcs11-tool $*: $(cat token.log)"; }

# signs MECHANISM ID PUBLIC-KEY(PEM) HASH: what the card signs is what openssl accepts.
signs() {
    local raw
    case $1 in
        ECDSA) openssl dgst -"$4" -binary data >input ;;
        *) cp data input ;;
    esac
    logged_in --sign --id "$2" --mechanism "$1" --signature-format openssl --input-file input --output-file signature
    openssl dgst -"$4" -verify "$3" -signature signature data >/dev/null || fail "signature of $2"
}

# public ID: the public key on the card as a file.
public() { pkcs15-tool --read-public-key "$1" 2>/dev/null >"$1.pub"; }

echo "to be signed" >data
personalise() {
    init -C --so-puk 11111111
    init -P -a 01 -l Mike --puk $puk
    init -P -a 02 -l Second --puk $puk
    init -F
    tool -D
    grep -q 'PIN \[Mike\]' tool.log || fail "PIN: $(cat tool.log)"
}
personalise

# Before anything is on the card, it belongs to its PINs already.
expect 1 '' pkcs15-init -G rsa:2048 -a 01 -i 01 --pin 000000

# Keys made on the card.
id=10
for type in rsa:2048 ec:prime256v1 ec:secp384r1; do
    case $type in
        rsa:*) usage=sign,decrypt mechanism=SHA256-RSA-PKCS ;;
        *) usage=sign,keyAgreement mechanism=ECDSA ;;
    esac
    init -G $type -a 01 -i $id -l "$type" --key-usage $usage
    public $id
    signs $mechanism $id $id.pub sha256
    id=$((id + 1))
done
signs SHA512-RSA-PKCS 10 10.pub sha512

# A key that another PIN opens.
init -G rsa:2048 -a 02 -i 19 -l second --key-usage sign
public 19
pkcs15-crypt --sign --pkcs1 --sha-1 --key 19 --pin $pin --raw -i <(openssl dgst -sha1 -binary data) \
    -o signature >crypt.log 2>&1 || fail "pkcs15-crypt with the second PIN: $(cat crypt.log)"
openssl dgst -sha1 -verify 19.pub -signature signature data >/dev/null || fail "signature with the second PIN"

# Decryption, on the card's padding and on the host's.
openssl pkeyutl -encrypt -pubin -inkey 10.pub -in data -out data.enc
logged_in --decrypt --id 10 --mechanism RSA-PKCS --input-file data.enc --output-file data.dec
cmp data data.dec
openssl pkeyutl -encrypt -pubin -inkey 10.pub -pkeyopt rsa_padding_mode:oaep -in data -out data.oaep
logged_in --decrypt --id 10 --mechanism RSA-PKCS-OAEP --hash-algorithm SHA-1 --input-file data.oaep --output-file data.dec
cmp data data.dec
pkcs15-crypt --decipher --pkcs1 --key 10 --pin $pin --raw -i data.enc -o data.dec >/dev/null 2>&1
cmp data data.dec
openssl dgst -sha256 -binary data >data.sha256
pkcs15-crypt --sign --pkcs1 --sha-256 --key 10 --pin $pin --raw -i data.sha256 -o signature >/dev/null 2>&1
openssl dgst -sha256 -verify 10.pub -signature signature data >/dev/null || fail "pkcs15-crypt --sign"

# Key agreement, compared with openssl.
for curve in prime256v1:11 secp384r1:12; do
    openssl ecparam -name ${curve%:*} -genkey -noout -out other.key
    openssl pkey -in other.key -pubout -outform DER -out other.der
    openssl pkeyutl -derive -inkey other.key -peerkey ${curve#*:}.pub -out expected
    logged_in --derive --id ${curve#*:} --mechanism ECDH1-DERIVE --input-file other.der --output-file derived
    cmp expected derived || fail "key agreement on ${curve%:*}"
done

# Keys made elsewhere: PKCS#12 with its certificate, and keys on curves.
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=imported -keyout imported.key -out imported.pem 2>/dev/null
openssl pkcs12 -export -inkey imported.key -in imported.pem -passout pass:x -out imported.p12
init -S imported.p12 -f pkcs12 --passphrase x -a 01 -i 20 -l imported
openssl pkey -in imported.key -pubout -out 20.pub
signs SHA256-RSA-PKCS 20 20.pub sha256
for curve in prime256v1:21 secp384r1:22; do
    openssl ecparam -name ${curve%:*} -genkey -noout -out ec.key
    openssl pkey -in ec.key -pubout -out ${curve#*:}.pub
    init -S ec.key -a 01 -i ${curve#*:} -l "${curve%:*}"
    signs ECDSA ${curve#*:} ${curve#*:}.pub sha256
done
tool --read-certificate 20
openssl x509 -in tool.log -outform DER | cmp - <(openssl x509 -in imported.pem -outform DER)

# Certificates and data, read back.
openssl req -x509 -newkey rsa:1024 -nodes -subj /CN=other -keyout /dev/null -out other.pem 2>/dev/null
init -X other.pem -i 30 -l other
tool --read-certificate 30
openssl x509 -in tool.log -noout -subject | grep -q other || fail "certificate"
init -W data -l public --application-name demo
pkcs15-tool --read-data-object public --raw 2>/dev/null | cmp - data
logged_in --write-object data --type data --label private --private
expect 1 '' token --read-object --type data --label private
logged_in --read-object --type data --label private --output-file private.read
cmp data private.read

# AES keys: encryption as openssl does it.
key=2B7E151628AED2A6ABF7158809CF4F3C2B7E151628AED2A6ABF7158809CF4F3C
perl -e 'print pack "H*", shift' $key >aes.key
init --store-secret-key aes.key --secret-key-algorithm aes:256 -a 01 -i 40 -l aes --extractable
head -c 1000 /dev/zero | tr '\0' v >long
iv=000102030405060708090A0B0C0D0E0F
logged_in --encrypt --id 40 --mechanism AES-CBC-PAD --iv $iv --input-file long --output-file long.enc
openssl enc -aes-256-cbc -K $key -iv $iv -in long | cmp - long.enc
logged_in --decrypt --id 40 --mechanism AES-CBC-PAD --iv $iv --input-file long.enc --output-file long.dec
cmp long long.dec

token --test --login --pin $pin >test.log 2>&1 || fail "pkcs11-tool --test: $(cat test.log)"
grep -q 'No errors' test.log || fail "errors in pkcs11-tool --test: $(cat test.log)"
for label in rsa:2048 imported; do
    grep -q "testing key .*$label" test.log || fail "no test of the key $label: $(cat test.log)"
done

# PINs: changed, wrong until blocked, unblocked.
tool --change-pin --auth-id 01 --pin $pin --new-pin 1234
tool --verify-pin --auth-id 01 --pin 1234
token --change-pin --login --pin 1234 --new-pin $pin >token.log 2>&1 || fail "pkcs11-tool --change-pin: $(cat token.log)"
for _ in 1 2 3; do
    expect 255 incorrect pkcs15-tool --verify-pin --auth-id 01 --pin 999999
done
expect 1 CKR_PIN_LOCKED token --login --pin $pin --list-objects
tool --unblock-pin --auth-id 01 --puk $puk --new-pin 222222
pin=222222
signs SHA256-RSA-PKCS 20 20.pub sha256

# Deleted, and then erased and made anew. pkcs15-init -E asks for the PIN on the terminal, whatever it was given.
init -D privkey,pubkey,cert -i 20
expect 2 'not found' pkcs15-tool --read-certificate 20
init -D data -l public --application-name demo
erase="-s 00DA01E008FFFF113FFF111FFF"
opensc-tool $erase 2>&1 | grep -q 'SW1=0x69, SW2=0x82' || fail "erased without the PIN of the security officer"
opensc-tool -s 00200003083837363534333231 $erase >erase.log 2>&1
[ "$(grep -c 'SW1=0x90, SW2=0x00' erase.log)" = 2 ] || fail "not erased: $(cat erase.log)"
expect 1 '' pkcs15-tool -D
personalise
expect 2 'not found' pkcs15-tool --read-certificate 30
init -G ec:prime256v1 -a 01 -i 10
public 10
signs ECDSA 10 10.pub sha256
