#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# session.cancel protocol.C8
# Servers that never pause: the end of the time must be seen all the same.
. "${srcdir:-.}/tests/hostile/setup.sh"

# in_time ACTION ARGUMENT...: has half a second, and one more to return.
in_time() {
    before=$(date +%s%N)
    ftp 4 "$@" --timeout 0.5
    took=$((($(date +%s%N) - before) / 1000000))
    has out '"outcome":"TIMEOUT"'
    [ "$took" -lt 2500 ] || fail "$asked: took $took ms"
}

serve <<'END'
{"rules": [{"on": "SIZE a", "do": ["550 not now"]}, {"on": "RETR a", "do": ["150 x", {"pour": true}]}]}
END
in_time get a --out "$work/in"

serve <<'END'
{"rules": [{"on": "RETR a", "do": ["150 x", {"flood": "150 x"}]}]}
END
ftp 4 get a --out "$work/in"
has out '"id":"ftp.protocol"'

serve <<'END'
{"greeting": [{"flood": "120 soon"}]}
END
in_time get a --out "$work/in"

# protocol.C13
# Time that ends while the server is asked to settle a failed transfer.
serve <<'END'
{"rules": [{"on": "RETR a", "do": ["150 x", {"sleep": 60}]}]}
END
in_time get a --out "$work/in"
finish
