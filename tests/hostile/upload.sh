#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Uploads that a server confirms without cause, or leaves in doubt.
. "${srcdir:-.}/tests/hostile/setup.sh"
printf new >"$work/f"

# A completion before the last byte was sent speaks of something else.
serve <<'END'
{"features": [], "rules": [{"on": "STOR .*", "do": [{"raw": "150 x\r\n226 done\r\n"}, {"sleep": 1}]}]}
END
ftp 4 create "$work/f"
has out '"id":"ftp.protocol"'
finish
