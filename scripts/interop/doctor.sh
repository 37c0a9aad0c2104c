#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# `vsc doctor` names each fault and its cure; every fault is a real one.
source "$(dirname "$0")/common.sh"

# What runs in the background ends with the script, however that ends.
finish() {
    local running
    running=$(jobs -p)
    [ -z "$running" ] || kill $running 2>/dev/null || true
    [ -n "${INSIDE:-}" ] || rm -rf "$INTEROP_WORK"
}
trap finish EXIT

# finds STATUS SENTENCE CURE COMMAND...: the same in text and in JSON.
finds() {
    local status=$1 sentence=$2 cure=$3
    shift 3
    expect "$status" "$sentence" "$@" doctor
    [[ $output == *"-> "*"$cure"* ]] || fail "the cure \"$cure\" is missing in: $output"
    expect "$status" "\"sentence\":\"" "$@" doctor --json
    [[ $output == *"${sentence//\"/\\\"}"*"\"cure\":\""*"${cure//\"/\\\"}"* ]] || fail "JSON: $output"
}
# expect, which keeps what was said.
expect() {
    local status=$1 text=$2 actual=0
    shift 2
    output=$("$@" 2>&1 </dev/null) || actual=$?
    [ "$actual" = "$status" ] || fail "exit $actual instead of $status: $*: $output"
    [[ $output == *"$text"* ]] || fail "\"$text\" is missing in: $output"
}

# A card that is not ours: gives its ATR, and nothing else.
foreign_card() {
    perl -MIO::Socket::INET -e '
        my $slot = IO::Socket::INET->new("127.0.0.1:$ARGV[0]") or die "$!";
        while (read $slot, my $length, 2) {
            read $slot, my $command, unpack("n", $length);
            syswrite $slot, pack "n/a", "\x3B\x80\x80\x01\x01" if $command eq "\4";
        }' "$1" &
}

case ${INSIDE:-} in
    foreign)
        foreign_card "${VSC_VPCD_PORTS%,*}"
        peer=$!
        await sh -c 'opensc-tool --list-readers | grep -q "^0 *Yes"'
        foreign="but perl (process $peer) has a card of its own in this slot"
        finds 0 "$foreign" "kill $peer; or use another slot" "$vsc"
        finds 7 "$foreign" "kill $peer; or use \`vsc run\`" env "VSC_VPCD_PORTS=${VSC_VPCD_PORTS%,*}" "$vsc"
        kill $peer
        exit
        ;;
    library)
        mkdir copy
        cp "$(cat library)" copy/
        finds 0 "$PWD/copy/libpcsclite.so.1 is not the library that came with pcscd" 'Unset LD_LIBRARY_PATH' \
            env LD_LIBRARY_PATH="$PWD/copy" "$vsc"
        exit
        ;;
    good)
        finds 0 'is open on all interfaces' 'nft add rule inet filter input iifname != "lo" tcp dport' "$vsc"
        expect 0 'has a card in it' "$vsc" doctor
        [[ $output != *fault* ]] || fail "a fault where there is none: $output"
        [[ $output == *'libifdvpcd.so'* && $output == *PCSCLITE_CSOCK_NAME* ]] || fail "what is installed: $output"
        [[ $output == *'java (process '* ]] || fail "whose card is in the slot: $output"
        exit
        ;;
esac

"$vsc" -q create t --test-card
INSIDE=good "$vsc" run t -- "$self"

# Whose program is on a port: nobody's, a foreigner's, another card's.
nowhere=(env 'VSC_VPCD_PORTS=1,2' "$vsc")
finds 7 'Nothing listens at port 1.' 'Start pcscd' "${nowhere[@]}"
perl -MIO::Socket::INET -e '$| = 1; my $s = IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1") or die;
    print $s->sockport, "\n"; sleep 100' >port &
listener=$!
await test -s port
finds 7 "belongs to perl (process $listener), not to pcscd" "kill $listener" env "VSC_VPCD_PORTS=$(cat port),2" "$vsc"
kill $listener
INSIDE=foreign "$vsc" run -- "$self"

# A part is not installed: a private mount hides it.
without() { unshare -Urm sh -c 'mount -t tmpfs none "$1" && shift && exec "$@"' sh "$@"; }
finds 7 'install pcscd' 'apt-get install pcscd vsmartcard-vpcd' without /usr/sbin "${nowhere[@]}"
finds 7 "driver is missing" 'apt-get install pcscd vsmartcard-vpcd' without /usr/lib/pcsc "${nowhere[@]}"
/sbin/ldconfig -p | sed -n 's/.*libpcsclite\.so\.1 .*=> //p' | head -1 >library
hidden() { unshare -Urm sh -c 'mount --bind /dev/null "$1" && shift && exec "$@"' sh "$(cat library)" "$@"; }
finds 7 'libpcsclite.so.1 cannot be loaded' 'apt-get install --reinstall libpcsclite1' hidden "${nowhere[@]}"
INSIDE=library "$vsc" run -- "$self"

# The service is stopped, with systemd and without, or its socket is left over from one that was killed.
finds 7 'is not running' 'as root: pcscd -f' without /run "${nowhere[@]}"
booted() { unshare -Urm sh -c 'mount -t tmpfs none /run && mkdir -p /run/systemd/system && exec "$@"' sh "$@"; }
finds 7 'is not running' 'systemctl enable --now pcscd.socket' booted "${nowhere[@]}"
finds 7 'is not running' 'unset PCSCLITE_CSOCK_NAME' env PCSCLITE_CSOCK_NAME=/nonexistent "${nowhere[@]}"
listen='my $s = IO::Socket::UNIX->new(Listen => 9, Local => "service") or die; chmod 0666, "service";'
perl -MIO::Socket::UNIX -e "$listen"
finds 7 'is not running' 'as root: ' env PCSCLITE_CSOCK_NAME="$PWD/service" "${nowhere[@]}"
rm service
# A service that polkit makes refuse closes the connection.
perl -MIO::Socket::UNIX -e "$listen"' while (my $client = $s->accept) { close $client }' &
refusing=$!
await test -S service
finds 7 'turns us away' 'polkit must allow' env PCSCLITE_CSOCK_NAME="$PWD/service" "${nowhere[@]}"
kill $refusing
# A program of that name, started as Debian's unit does it.
cp "$(command -v perl)" pcscd
./pcscd -e 'sleep 100' -- --auto-exit &
demand=$!
expect 7 "pcscd (process $demand) was started on demand" "${nowhere[@]}" doctor
kill $demand

# Rights, as a user who is not root: root may do everything.
user() { "$@"; }
mkdir user
if [ "$(id -u)" = 0 ]; then
    user() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
    chmod 711 .
    chown 65534:65534 user
    # The checkout may be in a folder that only root can enter.
    mkdir -p everybody/backup-tool/target
    cp -r "$top/scripts" everybody
    cp -r "$top/backup-tool/target/dist" everybody/backup-tool/target
    chmod -R a+rX everybody
    vsc=$PWD/everybody/scripts/vsc top=$PWD/everybody
fi
as_user() { user env HOME="$PWD/user" XDG_DATA_HOME="$PWD/user/data" VSC_VPCD_PORTS=1,2 "$vsc" "$@"; }
as_user -q create t --test-card
card=$PWD/user/data/vsc/t.vsc
rights() { local mode=$1; shift; chmod "$mode" "$card"; as_user "$@"; }
finds 7 "$card can be read by other users" "chmod 600 $card" rights 644
finds 7 "You may not write to $card" "chmod u+rw $card" rights 400
finds 7 "You may not read $card" "chmod u+rw $card" rights 000
chmod 600 "$card"
chmod 500 "${card%/*}"
finds 7 "You may not write to ${card%/*}" "chmod u+rwx ${card%/*}" as_user
chmod 700 "${card%/*}"
expect 7 'are yours alone' as_user doctor

# A Java that cannot load the program: the launcher says so, by the file of a JDK or by asking.
mkdir -p jdk11/bin
printf '#!/bin/sh\necho '\''openjdk version "11.0.2" 2019-01-15'\'' >&2\n' >jdk11/bin/java
chmod +x jdk11/bin/java
wrong_java() { env JAVA_HOME="$PWD/jdk11" "$vsc" doctor; }
on_path() { env -u JAVA_HOME PATH="$PWD/jdk11/bin:$PATH" "$vsc" doctor; }
for found in wrong_java on_path; do
    expect 1 'is Java 11.0.2. Set JAVA_HOME to a newer one; on Debian: apt-get install openjdk-17-jre-headless' $found
done
printf 'IMPLEMENTOR="x"\nJAVA_VERSION="1.8.0_392"\n' >jdk11/release
for found in wrong_java on_path; do
    expect 1 'needs Java 17 or newer; ' $found
    [[ $output == *'is Java 1.8.0_392. Set JAVA_HOME'* ]] || fail "$output"
done
expect 1 'is missing' sh -c 'JAVA_HOME=$PWD/no-jdk "$1" doctor || { echo is missing; exit 1; }' sh "$vsc"
cat >jdk11/bin/javac <<'X'
#!/bin/sh
echo javac 11.0.2
X
chmod +x jdk11/bin/javac
# Only its words matter: what it installs where it can is another matter.
PATH="$PWD/jdk11/bin:$PATH" user "$top/scripts/setup" demo >setup.log 2>&1 || true
grep -q 'is Java 11.0.2; Java 17 or newer is needed' setup.log || fail "scripts/setup: $(cat setup.log)"
