#!/usr/bin/env bash
# SPDX-FileCopyrightText: Virtual Smart Card authors
# SPDX-License-Identifier: Apache-2.0
# ssh-agent signs with key 9A; ssh-keygen verifies.
source "$(dirname "$0")/common.sh"

if [ -z "${INSIDE:-}" ]; then
    four_keys ssh
    INSIDE=1 "$vsc" run file:card.vsc -- "$self"
    exit
fi

library=$(readlink -f "$(find /usr/lib -name opensc-pkcs11.so -print -quit)")
printf '#!/bin/sh\necho %s\n' $pin >askpass
chmod +x askpass
eval "$(ssh-agent -s)" >/dev/null
trap 'kill $SSH_AGENT_PID' EXIT
DISPLAY=:none SSH_ASKPASS=$PWD/askpass SSH_ASKPASS_REQUIRE=force ssh-add -q -s "$library" </dev/null
ssh-add -L | grep 'PIV AUTH pubkey' >key.pub || fail "the agent has: $(ssh-add -L)"
grep -q '^ssh-rsa ' key.pub || fail "key 9A is: $(cat key.pub)"

echo "to be signed" >data
ssh-keygen -q -Y sign -f key.pub -n file data
echo "mike $(cat key.pub)" >allowed
ssh-keygen -q -Y verify -f allowed -I mike -n file -s data.sig <data || fail "ssh-keygen does not verify"
