#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# A card plugged in all day: pcscd goes and comes back, and the process that holds the card stands still for a while.
source "$(dirname "$0")/common.sh"

export XDG_STATE_HOME=$INTEROP_WORK/state
restarts=20
limit=1000 # ms

if [ -z "${INSIDE:-}" ]; then
    "$vsc" -q create test --test-card
    "$vsc" -q key generate test --id 9a -a p256 -o public
    "$vsc" -q cert self-sign test --id 9a --subject CN=restarts
    # `vsc run` takes the first pcscd on PATH. This one starts the real one again whenever that has ended, after as many
    # seconds as the file `pause` says, and keeps its listening socket (descriptor 3) meanwhile, as systemd does. As root
    # it runs as nobody, who must be able to read it.
    mkdir bin
    cat >bin/pcscd <<WRAPPER
#!/usr/bin/env bash
real=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v pcscd)
case \$* in *--help* | *--version*) exec "\$real" "\$@" ;; esac
trap 'kill \$child; wait; exit' TERM
while true; do
    (LISTEN_PID=\$BASHPID exec "\$real" "\$@") &
    child=\$!
    wait \$child || true
    sleep "\$(cat $INTEROP_WORK/pause)"
done
WRAPPER
    chmod 755 . bin bin/pcscd
    INSIDE=1 PATH=$INTEROP_WORK/bin:$PATH "$vsc" run -- "$self"
    exit
fi

service=$(dirname "$PCSCLITE_CSOCK_NAME")
port=$(printf ':%04X' "${VSC_VPCD_PORTS%%,*}")
milliseconds() { echo $((${EPOCHREALTIME/[.,]/} / 1000)); }
listening() { grep -q "^ *[0-9]*: 00000000$port [^ ]* 0A " /proc/net/tcp; }
holder() { "$vsc" show test --json | grep -o '"pid":"[0-9]*' | grep -o '[0-9]*$'; }
present() { opensc-tool --list-readers 2>&1 | grep -q '^0 *Yes'; }
absent() { ! present; }
real_pcscd() { pgrep -f "^[^ ]*/pcscd .*-c $service/"; }
# until COMMAND...: as await, without its pauses.
promptly() { until "$@"; do sleep 0.01; done; }
signs() {
    rm -f signature
    token --slot-index 0 --sign --id 01 --mechanism ECDSA-SHA256 --signature-format openssl --login --pin $pin \
        --input-file message --output-file signature 2>/dev/null
    openssl dgst -sha256 -verify public -signature signature message | grep -q 'Verified OK'
}

echo message >message
echo 0 >pause
"$vsc" -q insert --background test
trap '"$vsc" -q eject test' EXIT
expect 10 VSC-1001 "$vsc" insert --background test
present || fail "the card is not there when insert returns"

# The card is back a second after its service at the latest, however long that was away and however it went.
worst=0
for round in $(seq $restarts); do
    pauses=(0 0.1 0.4 0.8)
    echo "${pauses[round % 4]}" >pause
    signal=TERM
    [ $((round % 5)) != 0 ] || signal=KILL
    before=$(real_pcscd)
    kill -$signal "$before"
    while kill -0 "$before" 2>/dev/null; do sleep 0.005; done
    promptly listening
    begun=$(milliseconds)
    promptly present
    took=$(($(milliseconds) - begun))
    echo "$round: $signal, ${pauses[round % 4]} s away, back after $took ms"
    [ $took -le $worst ] || worst=$took
    [ $took -le $limit ] || fail "the card was back $took ms after its service"
done
echo "longest: $worst ms"
signs || fail "a signature after $restarts restarts"

# A suspended machine, or a process that gets no time: whoever asks meanwhile waits, and gets a right answer afterwards.
holder=$(holder)
kill -STOP "$holder"
signs &
client=$!
sleep 3
kill -0 $client || fail "nobody answered, and still the client has ended"
kill -CONT "$holder"
wait $client || fail "a signature asked for while the card stood still"
signs || fail "a signature after the card stood still"

# The same where the service went and came back meanwhile.
kill -STOP "$holder"
kill -KILL "$(real_pcscd)"
sleep 1
kill -CONT "$holder"
await present
signs || fail "a signature after card and service stood still"

# Signals end the process in good order: the card is out, and can go in again at once.
for signal in HUP TERM INT; do
    kill -$signal "$(holder)"
    await absent
    expect 6 VSC-609 "$vsc" eject test
    "$vsc" -q insert --background test
    present || fail "the card does not come back after SIG$signal"
done

# The log is the user's own, and has neither PIN nor much else.
log=$(find "$XDG_STATE_HOME/vsc" -name '*.log')
[ "$(stat -c %a "$log")" = 600 ] || fail "others can read the log"
[ "$(stat -c %s "$log")" -lt 500 ] || fail "the log says more than it should: $(cat "$log")"
if grep -q "$pin" "$log"; then fail "the PIN is in the log"; fi

# --wait: for a service that comes later, and not for one that does not come in time.
"$vsc" -q eject test
echo 6 >pause
kill "$(real_pcscd)"
while listening; do sleep 0.01; done
expect 7 VSC-703 timeout 60 "$vsc" insert --wait 0 test
"$vsc" -q insert --wait 15 --background test
present || fail "the card did not wait for the service"
