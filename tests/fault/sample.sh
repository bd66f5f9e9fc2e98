#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A sample of what make check-faults tries: the network breaks somewhere in each action, and the client dies; what is
# there afterwards is what was said (delivery.*). The ledger itself is shown to find each lie.
set -u
here=${srcdir:-.}/tests/fault
python=/usr/bin/python3
"$python" -c 'import selectors, json' 2>/dev/null || {
    echo 'SKIP: no python3'
    exit 77
}
"$python" "$here/liars.py" || exit 1
tests/support/serve vsftpd </dev/null >/dev/null 2>&1 || {
    echo 'SKIP: no vsftpd'
    exit 77
}
servers=$(cd "${srcdir:-.}" && pwd)/.servers
"$python" "$here/ledger" --build "$PWD" --servers "$servers" --server vsftpd --mode none \
    --kind cut --kind reset --kind half --kind shut --kind dead --sample 5 --seconds 25 || exit 1
"$python" "$here/kill" --build "$PWD" --servers "$servers" --server vsftpd --mode none --times 10 --seconds 25 || exit 1
"$python" "$here/disk" --build "$PWD" --servers "$servers" --server vsftpd --every 7
