#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Replies too many: none may be taken for the answer to a later command.
. "${srcdir:-.}/tests/hostile/setup.sh"

# session.desync protocol.C14
# A second completion reply must not pass for the deletion.
serve <<'END'
{"files": {"/a": "abc"},
 "rules": [{"on": "RETR a", "do": ["150 x", {"send": "abc"}, {"close": "data"}, {"raw": "226 done\r\n226 really\r\n"}, {"sleep": 0.1}]},
           {"on": "DELE a", "do": ["550 you may not"]}]}
END
ftp 4 get a --out "$work/in" --set deleteAfterReading=true --set failIfUnableToDelete=true
has out '"id":"ftp.protocol"'
lacks out '"status":"SUCCESS"'

# The same before PROT or TYPE: half a reply is one too many as well.
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "TYPE I", "do": [{"raw": "200 ok\r\n200 o"}, {"sleep": 0.1}]}]}
END
ftp 4 get a --out "$work/in"
has out '"id":"ftp.protocol"'

# protocol.C7
# What the server says unasked while nothing is under way ends in a new session, not in an error.
serve <<'END'
{"files": {"/a": "abc", "/b": "def"},
 "rules": [{"on": "PWD", "times": 1, "do": [{"usual": true}, {"raw": "421 idle\r\n"}, {"close": "control"}]}]}
END
ftp 4 get a --out "$work/in"
has out '"id":"ftp.service.closing"'
finish
