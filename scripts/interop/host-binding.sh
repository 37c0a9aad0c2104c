#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# A slot that only this computer opens, by a TPM 2.0: a card opens by itself here, and not elsewhere.
# shellcheck source=scripts/interop/common.sh
source "$(dirname "$0")/common.sh"

v() { "$vsc" -q --batch "$@"; }
# chip NAME: a TPM in software takes the place of the one before.
chip() {
    [ ! -e tpm.pid ] || kill "$(cat tpm.pid)"
    local state=$PWD/$1
    mkdir "$state"
    swtpm socket --tpm2 --tpmstate dir="$state" --server type=unixio,path="$state/socket" \
        --ctrl type=unixio,path="$state/socket.ctrl" --flags not-need-init,startup-clear --pid file="$PWD/tpm.pid" --daemon
    export TPM2TOOLS_TCTI=swtpm:path=$state/socket
}
trap 'kill "$(cat tpm.pid)"; rm -rf "$INTEROP_WORK"' EXIT

chip here
v create t --test-card -o t.vsc
v slot add file:t.vsc host
expect 0 '' v slot add file:t.vsc key-file -o key
v slot remove file:t.vsc 0
expect 0 'this computer (tpm2)' "$vsc" slot list file:t.vsc
expect 0 '' v key list file:t.vsc
expect 6 VSC-604 v slot remove file:t.vsc 2

chip elsewhere
expect 4 'does not open with this computer' v key list file:t.vsc
expect 0 '' v key list file:t.vsc --key-file key
expect 0 'Dropped: 1: this computer (tpm2)' "$vsc" --batch rekey file:t.vsc --yes --key-file key
