# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# What the scripts in this folder share. Each of them is one test: it works in a fresh folder, uses only foreign programs
# and `vsc`, and exits with 0 if everything was as it should be.
set -euo pipefail

top=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
vsc=$top/scripts/vsc
# Scripts run themselves again from inside the reader, wherever they are by then.
self=$(readlink -f "$0")
pin=123456
management_key=010203040506070801020304050607080102030405060708
module=opensc-pkcs11.so

# A script that calls itself inside `vsc run` keeps the folder of the first call.
if [ -z "${INTEROP_WORK:-}" ]; then
    INTEROP_WORK=$(mktemp -d)
    export INTEROP_WORK
    trap 'rm -rf "$INTEROP_WORK"' EXIT
fi
cd "$INTEROP_WORK"
# Neither the user's configuration nor a shelf of cards takes part.
export HOME=$INTEROP_WORK XDG_DATA_HOME=$INTEROP_WORK/data XDG_STATE_HOME=$INTEROP_WORK/state OPENSC_CONF=/dev/null
unset SSH_AUTH_SOCK

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# expect STATUS TEXT COMMAND...: the command exits with STATUS and says TEXT.
expect() {
    local status=$1 text=$2 output actual=0
    shift 2
    output=$("$@" 2>&1 </dev/null) || actual=$?
    [ "$actual" = "$status" ] || fail "exit $actual instead of $status: $*: $output"
    [[ $output == *"$text"* ]] || fail "\"$text\" is missing in: $output"
}

# await COMMAND...: until it succeeds, at most 20 seconds.
await() {
    local end=$((SECONDS + 20))
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || fail "gave up waiting for: $*"
        sleep 0.1
    done
}

# four_keys LABEL: card.vsc with RSA-2048 in 9A and 9D, P-256 in 9E and 9C, and certificates beside them.
four_keys() {
    local key
    "$vsc" -q create "$1" --test-card -o card.vsc
    for key in 9a:rsa2048 9d:rsa2048 9e:p256 9c:p256; do
        "$vsc" -q key generate file:card.vsc --id ${key%:*} -a ${key#*:} -o ${key%:*}.pub
        "$vsc" -q cert self-sign file:card.vsc --id ${key%:*} --subject "CN=Key ${key%:*}"
    done
}

token() { pkcs11-tool --module "$module" "$@"; }

# verified CERTIFICATE(DER) SIGNATURE DATA
verified() {
    openssl x509 -inform DER -in "$1" -pubkey -noout -out verified.pub
    openssl dgst -sha256 -verify verified.pub -signature "$2" "$3" | grep -q 'Verified OK' || fail "signature of $1"
}

# gpg_home FOLDER: a GnuPG home of its own, whose agent types PINs instead of somebody: the PIN, the admin PIN or the
# resetting code that stand in files of that folder.
gpg_home() {
    export GNUPGHOME=$1
    mkdir -p -m 700 "$1"
    # The path of a socket must be short, and that of a test's folder may not be.
    printf 'disable-ccid\npcsc-shared\n' >"$1/scdaemon.conf"
    printf 'pinentry-program %s/pinentry\nenable-ssh-support\n' "$1" >"$1/gpg-agent.conf"
    printf 'batch\nno-tty\nquiet\nyes\npinentry-mode ask\n' >"$1/gpg.conf"
    echo 123456 >"$1/pin"
    echo 12345678 >"$1/admin-pin"
    echo 123456 >"$1/new-pin"
    cat >"$1/pinentry" <<'PINENTRY'
#!/bin/sh
# Speaks Assuan: the description tells which PIN is wanted; a repetition wants the one before.
home=$(dirname "$0")
echo 'OK ready'
while read -r verb rest; do
    case $verb in
        SETDESC)
            case $rest in
                *Repeat*) ;;
                *New*Admin*) echo new-admin-pin >"$home/wanted" ;;
                *New*) echo new-pin >"$home/wanted" ;;
                *Admin*) echo admin-pin >"$home/wanted" ;;
                *Reset*Code*) echo reset-code >"$home/wanted" ;;
                *) echo pin >"$home/wanted" ;;
            esac
            echo OK
            ;;
        GETPIN)
            printf 'D '
            cat "$home/$(cat "$home/wanted")"
            echo OK
            ;;
        BYE) echo OK; exit ;;
        *) echo OK ;;
    esac
done
PINENTRY
    chmod +x "$1/pinentry"
}

# card_edit COMMAND...: lines for `gpg --card-edit`, one argument each.
card_edit() { printf '%s\n' "$@" | gpg --no-batch --command-fd 0 --status-fd 3 --card-edit 3>>"$GNUPGHOME/status" 2>&1; }

# card_is FIELD TEXT: `gpg --card-status` has TEXT in the line of that field.
card_is() {
    local status
    status=$(gpg --card-status --with-colons)
    grep "^$1:" <<<"$status" | grep -qF -- "$2" || fail "$1 is not $2: $status"
}

# uses USER: the keys of USER on the card sign and decrypt.
uses() {
    echo "for $1" >plain
    gpg -u "$1" -o signed --sign plain || fail "no signature by $1"
    gpg --verify signed 2>verified || fail "signature by $1: $(cat verified)"
    gpg --trust-model always -r "$1" -o encrypted --encrypt plain
    gpg -o decrypted --decrypt encrypted || fail "no decryption by $1"
    cmp plain decrypted || fail "decryption by $1"
    rm -f signed encrypted decrypted
}
