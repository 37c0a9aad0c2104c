#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# Takes the data and keys out of a VSC file without the program that made it: with argon2, openssl and a shell, as
# card-os/FORMAT.md describes it.
#
#   scripts/recover.sh [--share SHARE]... [--key-file KEY] [--private-key PEM] FILE [DIRECTORY]
#
# Asks for the activation password (unless the card opens without one, or with what is given) and for each PIN; an empty
# answer leaves out what that PIN protects. Recovery shares, or a certificate that was added for recovery, give that, too:
# then no PIN is asked for. Writes public/, private/ and keys/ below DIRECTORY, keys as PEM or, secret keys, as they are. Without a
# DIRECTORY everything goes to standard output: keys as PEM, all else in hexadecimal.
#
# openssl takes keys as arguments only, where other processes of this machine see them. So this runs in a process namespace
# of its own where the kernel allows it; elsewhere run it on a machine that nobody else uses.
set -euo pipefail
umask 077
export LC_ALL=C

arguments=("$@")
shares=()
key_file=
private_key=
while [ $# -gt 1 ]; do
    case $1 in
        --share) shares+=("$2") ;;
        --key-file) key_file=$2 ;;
        --private-key) private_key=$2 ;;
        *) break ;;
    esac
    shift 2
done
if { [ $# != 1 ] && [ $# != 2 ]; } || [ "${1#--}" != "$1" ]; then
    echo "usage: scripts/recover.sh [--share SHARE]... [--key-file KEY] [--private-key PEM] FILE [DIRECTORY]" >&2
    exit 2
fi
if [ -z "${VSC_RECOVER_ALONE:-}" ]; then
    export VSC_RECOVER_ALONE=1
    if unshare -Urpf --mount-proc true 2>/dev/null; then
        exec unshare -Urpf --mount-proc bash "$0" "${arguments[@]}"
    fi
    echo "Warning: other users of this machine may see the keys of this card while this runs." >&2
fi
for tool in argon2 openssl; do
    command -v "$tool" >/dev/null || { echo "$tool is needed; on Debian: apt-get install $tool" >&2; exit 7; }
done

file=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
out=${2:-$work/out}
mkdir -p "$out"/{public,private,keys}

die() {
    echo "recover: $*" >&2
    exit 8
}

# --- bytes and DER. All offsets and lengths are in bytes. ---

hex() { od -An -v -tx1 "$1" | tr -d ' \n'; }

unhex() {
    local text=$1 escaped=
    while [ -n "$text" ]; do
        escaped+="\\x${text:0:2}"
        text=${text:2}
    done
    printf '%b' "$escaped"
}

# part FILE OFFSET LENGTH
part() { { head -c "$2" >/dev/null && head -c "$3"; } <"$1"; }

number() { echo $((16#$(hex <(part "$1" "$2" "$3")))); }

# element FILE OFFSET [HEX]: sets tag, start and length of its value, and next, where the element behind it begins. HEX is
# the file in hexadecimal, if it is known: that is faster.
element() {
    local head
    if [ $# = 3 ]; then head=${3:2 * $2:10}; else head=$(hex <(part "$1" "$2" 5)); fi
    tag=${head:0:2}
    start=$(($2 + 2))
    length=$((16#${head:2:2}))
    if [ $length -ge 128 ]; then
        local count=$((length - 128))
        length=$((16#${head:4:2 * count}))
        start=$((start + count))
    fi
    next=$((start + length))
}

# split FILE PREFIX [OFFSET]: the elements in the element at OFFSET become PREFIX0, PREFIX1 ... in files; sets count.
split() {
    local end at index=0 text
    text=$(hex "$1")
    element "$1" "${3:-0}" "$text"
    end=$next
    at=$start
    while [ "$at" -lt "$end" ]; do
        element "$1" "$at" "$text"
        part "$1" "$at" $((next - at)) >"$2$index"
        at=$next
        index=$((index + 1))
    done
    count=$index
}

# value FILE: what is in its first element.
value() {
    element "$1" 0
    part "$1" "$start" "$length"
}

tag_of() { hex <(head -c 1 "$1"); }

# --- keys ---

# hkdf SECRET INFO(hex): 32 bytes, all in hex.
hkdf() {
    openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt hexkey:"$1" -kdfopt hexsalt:"$card" -kdfopt hexinfo:"$2" HKDF |
        tr -d ':\n' | tr A-F a-f
}

ascii() { printf %s "$1" | od -An -v -tx1 | tr -d ' \n'; }

# open_with KEY PLACE ENVELOPE: what is in an envelope for an AES key.
open_with() {
    openssl cms -decrypt -inform DER -binary -in "$3" -secretkey "$1" -secretkeyid "$(ascii "$2")" 2>/dev/null ||
        die "an envelope does not open: $2"
}

ask() {
    local answer
    if [ -t 0 ]; then
        read -rs -p "$1: " answer </dev/tty && echo >&2
    else
        IFS= read -r answer || true
    fi
    printf %s "$answer"
}

# --- preamble and header ---

[ "$(hex <(head -c 8 "$file"))" = 895653430d0a1a0a ] || die "not a VSC file"
[ "$(number "$file" 8 1)" = 1 ] || die "a version that this script does not know"
card=$(hex <(part "$file" 12 16))
header_length=$(number "$file" 52 4)
base_length=$(number "$file" 56 4)
slots=$(number "$file" 60 4)
base_start=$((512 + (header_length + 511) / 512 * 512))
journal_start=$((base_start + (base_length + 511) / 512 * 512))
part "$file" 512 "$header_length" >"$work/header"
part "$file" "$base_start" "$base_length" >"$work/base"
split "$work/header" "$work/h"
split "$work/base" "$work/area"
if ! openssl cms -cmsout -noout -inform DER -in "$work/area1" 2>/dev/null; then
    echo "recover: openssl 3.0.22 or later is needed; this one does not read authenticated attributes (RFC 5083)" >&2
    exit 7
fi
echo "Card \"$(value "$work/h2")\", $(value "$work/h6"), identifier $card"

# --- master key, from the first slot that opens ---

# slot_info USE NUMBER KIND FACTORS COST(hex): the info of HKDF.
slot_info() { echo "$(ascii "vsc/1 slot $1")$(printf '%02x%02x%02x' "$2" "$3" "$4")$5"; }

# try_slot MATERIAL NUMBER KIND FACTORS COST COMMIT ENVELOPE: sets master and kek if the material is right.
try_slot() {
    [ "$(hkdf "$1" "$(slot_info commit "$2" "$3" "$4" "$5")")" = "$(hex <(value "$6"))" ] || return 1
    kek=$(hkdf "$1" "$(slot_info kek "$2" "$3" "$4" "$5")")
    open_with "$kek" "slot $2" "$7" >"$work/master"
    master=$(hex "$work/master")
}

stretch() { # PASSWORD-FILE SALT PASSES MEMORY LANES
    argon2 "$2" -id -v 13 -t "$3" -k "$4" -p "$5" -l 32 -r <"$1"
}

# read_kdf FILE: sets memory, passes, lanes and salt, and cost, which is the first three in hexadecimal.
read_kdf() {
    split "$1" "$work/k"
    memory=$((16#$(hex <(value "$work/k0"))))
    passes=$((16#$(hex <(value "$work/k1"))))
    lanes=$((16#$(hex <(value "$work/k2"))))
    salt=$(value "$work/k3")
    cost=$(printf '%08x%08x%08x' "$memory" "$passes" "$lanes")
}

password_known=
# stretched_password: what the password gives with the KDF that was read.
stretched_password() {
    stretch "$work/password" "$salt" "$passes" "$memory" "$lanes"
}

ask_password() {
    [ -n "$password_known" ] || ask "Activation password" >"$work/password"
    password_known=1
}

# --- recovery shares: a polynomial over GF(2^8) for each byte ---

exponent=()
logarithm=()
for ((e = 0, x = 1; e < 255; e++)); do
    exponent[e]=$x
    logarithm[x]=$e
    x=$((x ^ x << 1))
    if [ $x -gt 255 ]; then x=$((x ^ 0x11b)); fi
done

# read_share FILE: sets index, threshold, set_of_share and share (32 bytes in hexadecimal).
read_share() {
    local text bare= at raw
    text=$(sed '/^[[:space:]]*#/d' "$1" | tr -d ' \t\r\n-' | tr a-z018 A-ZOIB)
    for ((at = 0; at + 4 < ${#text}; at += 5)); do bare+=${text:at:4}; done
    printf %s "$bare" | base32 -d >"$work/share" 2>/dev/null || die "$1 is no recovery share"
    raw=$(hex "$work/share")
    [ ${#raw} = 100 ] && [ "${raw:0:2}" = 01 ] &&
        [ "${raw:92}" = "$(head -c 46 "$work/share" | openssl dgst -sha256 -r | head -c 8)" ] ||
        die "$1 is no recovery share, or has a mistake"
    [ "${raw:12:16}" = "${card:0:16}" ] || die "$1 is a share of another card"
    index=$((16#${raw:2:2}))
    threshold=$((16#${raw:4:2}))
    set_of_share=$((16#${raw:8:4}))
    share=${raw:28:64}
}

# combine SET: prints the secret of the shares of that set, in hexadecimal; nothing if they are too few.
combine() {
    local indices=() values=() file i j byte
    for file in "${shares[@]}"; do
        read_share "$file"
        if [ "$set_of_share" != "$1" ] || [[ " ${indices[*]} " == *" $index "* ]]; then continue; fi
        indices+=("$index")
        values+=("$share")
    done
    [ ${#indices[@]} -gt 0 ] && [ ${#indices[@]} -ge "$threshold" ] || return 0
    local weights=()
    for ((i = 0; i < threshold; i++)); do
        local weight=0
        for ((j = 0; j < threshold; j++)); do
            if [ $i != $j ]; then
                weight=$((weight + logarithm[indices[j]] + 255 - logarithm[indices[i] ^ indices[j]]))
            fi
        done
        weights+=($((weight % 255)))
    done
    for ((byte = 0; byte < 64; byte += 2)); do
        local sum=0
        for ((i = 0; i < threshold; i++)); do
            local y=$((16#${values[i]:byte:2}))
            if [ $y != 0 ]; then sum=$((sum ^ exponent[(logarithm[y] + weights[i]) % 255])); fi
        done
        printf %02x $sum
    done
}

# given KIND FILE: what is given for a slot, whose own fields are in FILE, in hexadecimal; and parameters of it.
given() {
    local word
    parameters=
    material=
    case $1 in
        2)
            [ -n "$key_file" ] || return 0
            split "$2" "$work/f"
            if [ "$count" = 0 ]; then
                read -r word material _ <"$key_file" || true
                [ "$word" = vsc-key-file-1 ] || material=
            else
                local outer=$cost
                read_kdf "$work/f0"
                parameters=$cost
                openssl dgst -sha256 -binary "$key_file" >"$work/digest"
                material=$(stretch "$work/digest" "$salt" "$passes" "$memory" "$lanes")
                cost=$outer
            fi
            ;;
        3)
            [ ${#shares[@]} -gt 0 ] || return 0
            split "$2" "$work/f"
            local set
            set=$((16#$(hex <(value "$work/f2"))))
            parameters=$(printf '%02x%02x%04x' $((16#$(hex <(value "$work/f0")))) $((16#$(hex <(value "$work/f1")))) $set)
            material=$(combine $set)
            ;;
        4)
            [ -n "$private_key" ] || return 0
            split "$2" "$work/f"
            openssl cms -decrypt -inform DER -binary -in "$work/f2" -inkey "$private_key" >"$work/factor" 2>/dev/null &&
                material=$(hex "$work/factor")
            ;;
    esac
    return 0
}

# A slot of kind 2 to 4 in the body $work/b*: sets master if it opens with what is given.
try_given() { # NUMBER KIND
    local at=0 stretched='' factors material parameters
    case $2 in 2) factors=2 ;; 3) factors=16 ;; 4) factors=8 ;; esac
    cost=$(printf '%024d' 0)
    local with_password=
    if [ "$(tag_of "$work/b0")" = a0 ]; then
        value "$work/b0" >"$work/kdf"
        read_kdf "$work/kdf"
        with_password=1
        factors=$((factors + 1))
        at=1
    fi
    local outer=("$cost" "${salt:-}" "${passes:-}" "${memory:-}" "${lanes:-}")
    given "$2" "$work/b$at"
    [ -n "$material" ] || return 0
    cost=${outer[0]} salt=${outer[1]} passes=${outer[2]} memory=${outer[3]} lanes=${outer[4]}
    if [ -n "$with_password" ]; then
        ask_password
        stretched=$(stretched_password)
    fi
    try_slot "$stretched$material" "$1" "$2" "$factors" "$cost$parameters" "$work/b$((at + 1))" "$work/b$((at + 2))" ||
        return 0
    if [ -e "$work/b$((at + 3))" ]; then
        value "$work/b$((at + 3))" >"$work/recovery"
        open_with "$kek" "slot $1 recovery" "$work/recovery" >"$work/recovery.key"
    fi
}

master=
split "$work/h14" "$work/slot"
for ((s = 0; s < count; s++)); do slot_files+=("$work/slot$s"); done
for slot in "${slot_files[@]}"; do
    split "$slot" "$work/s"
    n=$((16#$(hex <(value "$work/s0"))))
    kind=$((16#$(hex <(value "$work/s1"))))
    value "$work/s2" >"$work/body"
    rm -f "$work"/b[0-9]
    split "$work/body" "$work/b"
    case $kind in
        0) try_slot "$(ascii 'VSC/1 open slot: not a secret !!')" "$n" 0 0 "$(printf '%024d' 0)" "$work/b0" "$work/b1" ;;
        1)
            if [ -n "$key_file$private_key" ] || [ ${#shares[@]} -gt 0 ]; then continue; fi
            read_kdf "$work/b0"
            ask_password
            try_slot "$(stretched_password)" "$n" 1 1 "$cost" "$work/b1" "$work/b2" || true
            ;;
        [234]) try_given "$n" "$kind" ;;
    esac
    [ -z "$master" ] || break
done
[ -n "$master" ] || { echo "recover: no slot opens; is the password right, or are the shares enough?" >&2; exit 4; }

area_key() { hkdf "$master" "$(ascii "vsc/1 $1")"; }

# --- objects, first those of the whole file, then what the journal has changed ---

# name_of PREFIX: application and number from the two files PREFIX0 and PREFIX1, as in piv-5FC109.
name_of() {
    local number
    number=$(hex <(value "${1}1") | sed 's/^0*//' | tr a-f A-F)
    echo "$(value "${1}0")-${number:-0}"
}

# Objects wait in these folders until the PINs are known: NAME is an envelope, NAME.guard says who opens it.
mkdir "$work"/{data,sealed,guards,pins}

put_private() { # PREFIX of the fields
    local name
    name=$(name_of "$1")
    rm -f "$out/public/$name"
    cp "${1}3" "$work/data/$name"
    value "${1}2" >"$work/data/$name.guard"
}

put_key() {
    local name
    name=$(name_of "$1")
    cp "${1}6" "$work/sealed/$name"
    value "${1}3" >"$work/sealed/$name.guard"
    value "${1}2" >"$work/sealed/$name.type"
}

put_guard() { # FILE with the guard
    split "$1" "$work/g"
    local name index
    name=$(value "$work/g0")
    for ((index = 2; index < count; index++)); do
        if [ "$(tag_of "$work/g$index")" = a0 ]; then
            value "$work/g$index" >"$work/inner"
            value "$work/inner" >"$work/guards/$name.key"
        fi
        if [ "$(tag_of "$work/g$index")" = a1 ] && [ -e "$work/recovery.key" ] && [ ! -e "$work/guards/$name.key" ]; then
            value "$work/g$index" >"$work/inner"
            openssl cms -decrypt -inform DER -binary -in "$work/inner" -inkey "$work/recovery.key" -keyform DER \
                >"$work/guards/$name.key" 2>/dev/null || die "guard $name does not open"
        fi
    done
    return 0
}

put_pin() { # FILE with the PIN
    split "$1" "$work/p"
    local name
    name=$(value "$work/p0")
    rm -rf "$work/pins/$name"
    mkdir "$work/pins/$name"
    value "$work/p3" >"$work/pins/$name/salt"
    hex <(value "$work/p4") >"$work/pins/$name/commit"
    split "$work/p5" "$work/w"
    local wraps=$count index
    for ((index = 0; index < wraps; index++)); do
        split "$work/w$index" "$work/x"
        cp "$work/x1" "$work/pins/$name/wrap-$(value "$work/x0")"
    done
}

# each FILE PREFIX FUNCTION: calls FUNCTION with the fields of each entry of a list.
each() {
    split "$1" "$2"
    local entries=$count entry
    for ((entry = 0; entry < entries; entry++)); do
        split "$2$entry" "$2-"
        "$3" "$2-"
    done
}

put_public() {
    rm -f "$work/data/$(name_of "$1")"*
    value "${1}2" >"$out/public/$(name_of "$1")"
}

change_public() { # PREFIX: id, head, middle, tail
    local name before=$work/before
    name=$(name_of "$1")
    : >"$before"
    if [ -e "$out/public/$name" ]; then cp "$out/public/$name" "$before"; fi
    rm -f "$work/data/$name"*
    {
        head -c $((16#$(hex <(value "${1}2")))) "$before"
        value "${1}3"
        tail -c $((16#$(hex <(value "${1}4")))) "$before"
    } >"$out/public/$name"
}

split "$work/area0" "$work/a"
value "$work/a1" >"$work/octets"
value "$work/octets" >"$work/public"
each "$work/public" "$work/o" put_public
open_with "$(area_key 'area private')" 'area private' "$work/area1" >"$work/private"
each "$work/private" "$work/o" put_private
open_with "$(area_key 'area secret')" 'area secret-key' "$work/area2" >"$work/secret"
each "$work/secret" "$work/o" put_key
open_with "$(area_key 'area password')" 'area password' "$work/area3" >"$work/passwords"
split "$work/passwords" "$work/pw"
pepper=$(hex <(value "$work/pw0"))
lists=()
for ((index = 1; index < count; index++)); do
    [ "$(tag_of "$work/pw$index")" != 30 ] || lists+=("$work/pw$index")
done
split "${lists[0]}" "$work/guard"
guards=$count
for ((index = 0; index < guards; index++)); do put_guard "$work/guard$index"; done
split "${lists[1]}" "$work/pin"
pins=$count
for ((index = 0; index < pins; index++)); do put_pin "$work/pin$index"; done

journal_key=$(area_key journal)
at=0
while [ $at -lt "$slots" ]; do
    record=$((journal_start + at * 4096))
    size=$(number "$file" $record 4)
    [ "$size" -gt 0 ] || break
    part "$file" $((record + 4)) "$size" >"$work/record"
    if ! openssl cms -decrypt -inform DER -binary -in "$work/record" -secretkey "$journal_key" \
        -secretkeyid "$(ascii "journal $at")" >"$work/changes" 2>/dev/null; then
        echo "The journal ends with a change that was not completely written, in slot $at." >&2
        break
    fi
    split "$work/changes" "$work/c"
    changes=$count
    for ((index = 0; index < changes; index++)); do
        split "$work/c$index" "$work/f"
        case $(tag_of "$work/c$index") in
            a0) change_public "$work/f" ;;
            a1) put_private "$work/f" ;;
            a2) rm -f "$out/public/$(name_of "$work/f")" "$work/data/$(name_of "$work/f")"* ;;
            a3) put_key "$work/f" ;;
            a4) rm -f "$work/sealed/$(name_of "$work/f")"* ;;
            a5) put_guard "$work/f0" ;;
            a6) put_pin "$work/f0" ;;
        esac
    done
    at=$((at + (size + 4 + 4095) / 4096))
done

# --- PINs, and what they protect ---

for pin in "$work"/pins/*; do
    [ -e "$pin" ] || continue
    name=$(basename "$pin")
    needed=
    for wrap in "$pin"/wrap-*; do
        [ -e "$wrap" ] && [ ! -e "$work/guards/${wrap##*/wrap-}.key" ] && needed=1
    done
    [ -n "$needed" ] || continue
    ask "PIN $name (empty: leave out)" >"$work/value"
    [ -s "$work/value" ] || continue
    material=$(stretch "$work/value" "$(cat "$pin/salt")" 5 7168 1)$pepper
    if [ "$(hkdf "$material" "$(ascii "vsc/1 pin commit$name")")" != "$(cat "$pin/commit")" ]; then
        echo "This is not $name." >&2
        continue
    fi
    kek=$(hkdf "$material" "$(ascii "vsc/1 pin kek$name")")
    for wrap in "$pin"/wrap-*; do
        guard=${wrap##*/wrap-}
        open_with "$kek" "pin $name $guard" "$wrap" >"$work/guards/$guard.key"
    done
done

# unseal FOLDER NAME: what is in the envelope, if its guard is open.
unseal() {
    local key
    key=$work/guards/$(cat "$1/$2.guard").key
    [ -e "$key" ] || { echo "$2 stays closed: its PIN is not known." >&2; return 1; }
    openssl cms -decrypt -inform DER -binary -in "$1/$2" -inkey "$key" -keyform DER 2>/dev/null || die "$2 does not open"
}

for sealed in "$work"/data/*.guard; do
    [ -e "$sealed" ] || continue
    name=$(basename "$sealed" .guard)
    unseal "$work/data" "$name" >"$out/private/$name" || rm -f "$out/private/$name"
done
for sealed in "$work"/sealed/*.guard; do
    [ -e "$sealed" ] || continue
    name=$(basename "$sealed" .guard)
    unseal "$work/sealed" "$name" >"$work/material" || continue
    case $(cat "$work/sealed/$name.type") in
        TDES | AES_*) cp "$work/material" "$out/keys/$name.bin" ;;
        *) openssl pkey -inform DER -in "$work/material" -out "$out/keys/$name.pem" ;;
    esac
done

cd "$out"
find public private keys -type f | sort | while IFS= read -r found; do
    echo "$found"
    if [ "$out" = "$work/out" ]; then
        case $found in
            *.pem) cat "$found" ;;
            *) hex "$found" && echo ;;
        esac
    fi
done
