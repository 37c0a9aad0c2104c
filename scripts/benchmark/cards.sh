# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# The cards of scripts/bench, and the processes that hold them in the private reader.

# The cards that piv.apdu is written for: one without a password, of which every other one is a copy, and one with it.
make_cards() {
    local secret organisation name
    "$vsc" -q create bench --test-card -o "$work/card.vsc"
    cards=("file:$work/card.vsc")
    if wants start-password rss; then
        printf '%s\n' "correct horse battery staple bench" >"$work/password"
        printf '%s\n' 123456 >"$work/pin"
        printf '%s\n' 87654321 >"$work/puk"
        printf '%s\n' 010203040506070801020304050607080102030405060709 >"$work/management-key"
        secret=(--management-key-file "$work/management-key" --password-file "$work/password")
        "$vsc" -q create bench --allow-weak -o "$work/password.vsc" "${secret[@]}" --pin-file "$work/pin" \
            --puk-file "$work/puk" >/dev/null
        use_keys "file:$work/password.vsc" "${secret[@]}"
    fi
    use_keys "file:$work/card.vsc"
    organisation=$(printf 'x%.0s' {1..64})
    name=CN=bench$(for _ in $(seq 11); do printf ',O=%s' "$organisation"; done)
    "$vsc" -q cert self-sign "file:$work/card.vsc" --id 9e --subject "$name" >/dev/null
}

# use_keys CARD OPTION...
use_keys() {
    local key card=$1
    shift
    for key in 9c:p256 9e:p256 9d:rsa2048; do
        "$vsc" -q key generate "$card" --id ${key%:*} -a ${key#*:} -o /dev/null "$@"
    done
}

# copies COUNT: so many cards for one process, in the array cards.
copies() {
    local i
    cards=()
    for i in $(seq "$1"); do
        cp -n "$work/card.vsc" "$work/copy-$i.vsc"
        cards+=("file:$work/copy-$i.vsc")
    done
}

# plug PORTS [OPTION] ARGUMENT...: insert in the background, in the slots at these ports; an option for the JVM may precede.
plug() {
    local settings=("VSC_VPCD_PORTS=$1")
    shift
    if [[ $1 == -D* ]]; then
        settings+=("JDK_JAVA_OPTIONS=$1 ${JDK_JAVA_OPTIONS:-}")
        shift
    fi
    env "${settings[@]}" "$vsc" -q insert "$@" >>"$work/log" 2>&1 &
    running+=($!)
}

running=()
stop_all() {
    [ ${#running[@]} = 0 ] || kill "${running[@]}" 2>/dev/null || true
    wait
    running=()
    "$work/pcsc_bench" -E "${readers[@]:0:${#ports[@]}}"
}
