# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# The sections of scripts/bench. Each appends lines of JSON to $work/figures, which report.pl makes a table of.

plain=(select-absent witness cert-2k-ext cert-2k-chained verify connect reset)
crypto=(p256-9e p256-9c rsa2048-ext rsa2048-chained)
in_reader=("${plain[@]}" "${crypto[@]}" keygen start-test start-password rss)
all=(select-absent witness cert-2k-ext cert-2k-chained "${crypto[@]}" verify keygen connect reset
    start-test start-password rss rss-further hundred)
script=$tools/piv.apdu

# wants SECTION...: whether one of them is to be measured.
wants() {
    local wanted
    for wanted; do
        [[ " ${sections[*]} " != *" $wanted "* ]] || return 0
    done
    return 1
}

# record TAG COMMAND...: its figures, each marked with the tag.
record() {
    local tag=$1
    shift
    "$@" 2>>"$work/log" | sed "s/^{/{\"tag\":\"$tag\",/" >>"$work/figures"
}

# How many slots the reader needs: a pair for the null card, and one for each of our two processes.
slots() {
    if wants "${crypto[@]}" keygen; then echo 6; else echo 2; fi
}

### Without pcscd

# fake TAG SECTION IDLE COUNT ARGUMENT...: insert, with so many cards, in a reader without presence poll; kept IDLE seconds.
fake() {
    local tag=$1 section=$2 idle=$3 count=$4
    shift 4
    sleep "$idle" | record "$tag" "$work/fakevpcd" -o "$work/log" "$count" "$script" "$section" "$vsc" -q insert "$@"
}

outside_the_reader() {
    local round provider
    if wants rss-further; then
        copies 21
        for round in 1 2 3; do
            fake rss-further use 3 1 "${cards[0]}"
            fake rss-further use 3 21 "${cards[@]}"
        done
    fi
    if wants hundred; then
        copies 100
        fake hundred answer 10 100 "${cards[@]}"
    fi
    if wants "${crypto[@]}"; then
        for provider in native portable; do
            record bare "$java" -XX:+UseSerialGC "-Dvsc.crypto=$provider" -cp "$top/backup-tool/target/dist/lib/*" \
                -Dcom.amazon.corretto.crypto.provider.useExternalLib=true \
                "-Djava.library.path=$top/backup-tool/target/dist/native" "$tools/BareOperations.java" "$provider"
        done
    fi
}

### In the private reader

readers=("bench 00 00" "bench 00 01" "bench 2 00 00" "bench 2 00 01" "bench 3 00 00" "bench 3 00 01")

# in_the_reader SECTION...
in_the_reader() {
    sections=("$@")
    IFS=, read -ra ports <<<"$VSC_VPCD_PORTS"
    trap stop_all EXIT
    local place
    for place in "$work"/place-*.vsc; do
        "$vsc" -q eject "file:$place" 2>>"$work/log" &
    done
    wait
    "$work/pcsc_bench" -E "${readers[@]:0:${#ports[@]}}"
    if wants start-test; then start_sections start-test 6 "file:$work/card.vsc"; fi
    if wants start-password; then start_sections start-password 3 "file:$work/password.vsc" --password-file "$work/password"; fi
    if wants rss; then rss_section; fi
    if wants "${plain[@]}" "${crypto[@]}" keygen; then
        plug_all
        latency_sections
        if wants keygen; then keygen_section; fi
    fi
}

# The cards of all columns at once; what is measured takes turns.
plug_all() {
    "$work/nullcard" "${ports[0]}" &
    running+=($!)
    columns=("null=${readers[0]}")
    copies 4
    if [ "$(slots)" = 6 ]; then
        plug "${ports[2]},${ports[3]}" "${cards[@]:0:2}"
        plug "${ports[4]},${ports[5]}" -Dvsc.crypto=portable "${cards[@]:2:2}"
        columns+=("native=${readers[2]}" "portable=${readers[4]}")
        # The cards answer while the JVM still compiles, or loads the native library.
        "$work/pcsc_bench" -k 1 -t 2 "$script" p256-9e "${columns[@]:1}" >/dev/null
        "$work/pcsc_bench" -k 1 -t 2 "$script" rsa2048-ext "${columns[@]:1}" >/dev/null
    else
        plug "${ports[1]}" "${cards[0]}"
        columns+=("native=${readers[1]}")
        "$work/pcsc_bench" -k 0 -t 1 "$script" select-absent "${columns[1]}"
    fi
}

latency_sections() {
    local section
    for section in "${plain[@]}"; do
        if wants "$section"; then latency "$section" "${columns[@]:0:2}"; fi
    done
    for section in "${crypto[@]}"; do
        if wants "$section"; then latency "$section" "${columns[@]}"; fi
    done
}

# latency SECTION COLUMN...: rounds are long where an operation is, as VERIFY is meant to be.
latency() {
    local section=$1 seconds=0.2
    shift
    case $section in verify | p256-9c) seconds=0.7 ;; esac
    record latency "$work/pcsc_bench" -k 15 -t $seconds "$script" "$section" "$@"
}

# An RSA key takes the card's process some time, which is not to be felt in the next slot. As every process of this machine
# has one processor less meanwhile, the null card shows how much of it is not our doing.
keygen_section() {
    local round column name busy others
    record latency "$work/pcsc_bench" -w 0 -k 3 -t 2 "$script" keygen "${columns[@]:1}"
    for round in 1 2 3 4 5 6; do
        for column in 1 2; do
            name=${columns[column]%%=*}
            others=("null=${readers[0]}" "next=${readers[2 * column + 1]}")
            record "alone-$name" "$work/pcsc_bench" -w 0.2 -k 1 -t 0.5 "$script" select-absent "${others[@]}"
            "$work/pcsc_bench" -w 0 -k 1 -t 2 "$script" keygen "${columns[column]}" >/dev/null &
            busy=$!
            record "meanwhile-$name" "$work/pcsc_bench" -w 0.2 -k 1 -t 0.5 "$script" select-absent "${others[@]}"
            wait $busy
        done
    done
}

# start_sections TAG TIMES ARGUMENT...: with pcscd, in turn with the null card, and without.
start_sections() {
    local tag=$1 times=$2 i
    shift 2
    for i in $(seq "$times"); do
        start_through_pcscd null "$work/nullcard" "${ports[0]}"
        start_through_pcscd native "$vsc" -q insert --slot 0 "$@"
        fake "$tag-fake" answer 0 1 "$@"
        record "$tag" bare_jvm
    done
}

# What no Java program can do without.
bare_jvm() {
    local begin=${EPOCHREALTIME/[.,]/}
    "$java" -XX:+UseSerialGC -Xshare:auto -version
    echo "{\"jvm_us\":$((${EPOCHREALTIME/[.,]/} - begin))}"
}

start_through_pcscd() {
    local label=$1
    shift
    record "$tag" "$work/pcsc_bench" -o "$work/log" -S "$label=${readers[0]}" "$script" answer "$@"
}

rss_section() {
    local card="rss=${readers[0]}"
    plug "${ports[0]}" "file:$work/password.vsc" --password-file "$work/password"
    record rss-load "$work/pcsc_bench" -k 3 -t 1 "$script" use "$card"
    record rss resident "${running[0]}" after
    sleep 10
    record rss resident "${running[0]}" idle
    stop_all
}

# resident PID WHEN
resident() {
    awk -v when="$2" '/^VmRSS/ { printf "{\"when\":\"%s\",\"rss_kib\":%d}\n", when, $2 }' "/proc/$1/status"
}
