#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# A PKCS #15 token as `vsc create` makes it, in the hands of programs that know nothing of it; openssl judges.
source "$(dirname "$0")/common.sh"

so_pin=87654321
url="pkcs11:token=hosts%20%28User%20PIN%29"

if [ -z "${INSIDE:-}" ]; then
    "$vsc" -q create hosts --test-card --profile pkcs15 -o card.vsc
    INSIDE=1 "$vsc" run file:card.vsc -- "$self"
    exit
fi

module=$(pkg-config --variable=libdir p11-kit-1 2>/dev/null || echo "/usr/lib/$(uname -m)-linux-gnu")/pkcs11/opensc-pkcs11.so
[ -e "$module" ] || module=$(find /usr/lib -name opensc-pkcs11.so | head -1)

pkcs15-tool -D >token.log 2>&1 || fail "pkcs15-tool: $(cat token.log)"
grep -q 'Manufacturer ID: Virtual Smart Card' token.log || fail "manufacturer: $(cat token.log)"
grep -q 'PKCS#15 Card \[hosts\]' token.log || fail "label: $(cat token.log)"
opensc-tool -n 2>&1 | grep -q OsEID || fail "driver"

# A key of each sort with a certificate.
for key in 01:rsa:2048 02:ec:prime256v1 03:ec:secp384r1; do
    id=${key%%:*}
    pkcs15-init -G "${key#*:}" -a 01 -i "$id" -l "key $id" --key-usage sign --pin $pin --so-pin $so_pin >init.log 2>&1 \
        || fail "generate $id: $(cat init.log)"
    pkcs15-tool --read-public-key "$id" >"$id.pub" 2>/dev/null
    openssl req -new -newkey rsa:2048 -nodes -keyout /dev/null -subj "/CN=key $id" -out request 2>/dev/null
    [ -e ca.key ] || openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=ca -keyout ca.key -out ca.pem 2>/dev/null
    openssl x509 -req -in request -CA ca.pem -CAkey ca.key -CAcreateserial -force_pubkey "$id.pub" -out "$id.pem" 2>/dev/null
    pkcs15-init -X "$id.pem" -i "$id" -l "key $id" --pin $pin --so-pin $so_pin >init.log 2>&1 \
        || fail "certificate $id: $(cat init.log)"
done
echo "to be signed" >data

# p11tool
GNUTLS_PIN=$pin p11tool --provider="$module" --login --list-all "$url" >p11.log 2>&1 || fail "p11tool: $(cat p11.log)"
[ "$(grep -c 'Private key' p11.log)" = 3 ] || fail "p11tool lists: $(cat p11.log)"
for id in 01 02 03; do
    GNUTLS_PIN=$pin p11tool --provider="$module" --login --test-sign "$url;id=%$id;type=private" >p11.log 2>&1 \
        || fail "p11tool --test-sign $id: $(cat p11.log)"
    grep -q 'Verifying against public key in the token... ok' p11.log || fail "p11tool verifies $id: $(cat p11.log)"
done

# openssl's engine
for id in 01 02 03; do
    PKCS11_MODULE_PATH=$module openssl dgst -engine pkcs11 -keyform engine -sha256 \
        -sign "$url;id=%$id;pin-value=$pin" -out signature data >engine.log 2>&1 || fail "engine $id: $(cat engine.log)"
    openssl dgst -sha256 -verify $id.pub -signature signature data >/dev/null || fail "signature of $id by the engine"
done

# ssh-agent
eval "$(ssh-agent -s -P '/usr/lib/*')" >/dev/null
trap 'kill $SSH_AGENT_PID' EXIT
printf '#!/bin/sh\necho %s\n' $pin >askpass
chmod +x askpass
DISPLAY=none SSH_ASKPASS=$PWD/askpass SSH_ASKPASS_REQUIRE=force ssh-add -s "$(readlink -f "$module")" >ssh.log 2>&1 \
    || fail "ssh-add: $(cat ssh.log)"
ssh-add -L >keys.pub
[ "$(grep -c '^ssh-rsa\|^ecdsa' keys.pub)" -ge 3 ] || fail "ssh-add -L: $(cat keys.pub)"
while read -r line; do
    echo "$line" >one.pub
    ssh-keygen -Y sign -f one.pub -n test data >ssh.log 2>&1 || fail "ssh-keygen: $(cat ssh.log)"
    ssh-keygen -Y check-novalidate -n test -s data.sig <data >ssh.log 2>&1 || fail "ssh signature: $(cat ssh.log)"
    rm data.sig
done <keys.pub
# It holds the card, which scdaemon wants for itself.
kill "$SSH_AGENT_PID"
trap - EXIT

# SunPKCS11: a request signed by the key, which openssl checks.
printf 'name = Card\nlibrary = %s\n' "$module" >sun.cfg
sun() {
    "${JAVA_HOME:+$JAVA_HOME/bin/}keytool" "$@" -keystore NONE -storetype PKCS11 -storepass $pin \
        -addprovider SunPKCS11 -providerarg sun.cfg 2>sun.log || fail "keytool $*: $(cat sun.log)"
}
sun -list >sun.list
[ "$(grep -c PrivateKeyEntry sun.list)" = 3 ] || fail "SunPKCS11 lists: $(cat sun.list)"
for id in 01 02 03; do
    sun -certreq -alias "key $id" >request.pem
    openssl req -in request.pem -verify -noout >request.log 2>&1 || fail "request by SunPKCS11: $(cat request.log)"
    openssl req -in request.pem -pubkey -noout | cmp - <(openssl pkey -pubin -in $id.pub -pubout)
done

# NSS
mkdir nss
echo $pin >nss.pin
certutil -N -d sql:nss --empty-password
modutil -dbdir sql:nss -add card -libfile "$module" -force >nss.log 2>&1 || fail "modutil: $(cat nss.log)"
certutil -K -d sql:nss -h 'hosts (User PIN)' -f nss.pin >nss.log 2>&1 || fail "certutil -K: $(cat nss.log)"
[ "$(grep -c 'key 0[123]' nss.log)" = 3 ] || fail "NSS lists: $(cat nss.log)"
certutil -R -d sql:nss -h 'hosts (User PIN)' -f nss.pin -k "$(sed -n 's/.*rsa *\([0-9a-f]*\).*/\1/p' nss.log)" -s CN=nss -a \
    -z /dev/null -o nss.csr >nss.log 2>&1 || fail "certutil -R: $(cat nss.log)"
openssl req -in nss.csr -verify -noout >nss.log 2>&1 || fail "request by NSS: $(cat nss.log)"

# scdaemon's application p15
mkdir -m 700 gnupg
printf 'SERIALNO p15\nLEARN --force\nBYE\n' | "$(gpgconf --list-dirs libexecdir)/scdaemon" --homedir gnupg --server >scd.log 2>&1 \
    || fail "scdaemon: $(cat scd.log)"
grep -q 'APPTYPE p15' scd.log || fail "scdaemon: $(cat scd.log)"
[ "$(grep -c KEYPAIRINFO scd.log)" = 3 ] || fail "scdaemon's keys: $(cat scd.log)"

# A file system that a person can walk.
printf 'ls\ncd 5015\nls\ninfo 5031\ncat 5032\ncd ..\ncat 2F02\nquit\n' | opensc-explorer >explorer.log 2>&1 \
    || fail "opensc-explorer: $(cat explorer.log)"
grep -q 5031 explorer.log || fail "opensc-explorer lists: $(cat explorer.log)"
grep -q IBMVSC explorer.log || fail "identifier file: $(cat explorer.log)"
