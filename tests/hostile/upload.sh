#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Uploads that a server confirms without cause, or leaves in doubt.
. "${srcdir:-.}/tests/hostile/setup.sh"
printf new >"$work/f"

# create.unconfirmed
# A completion before the last byte was sent speaks of something else.
serve <<'END'
{"features": [], "rules": [{"on": "STOR .*", "do": [{"raw": "150 x\r\n226 done\r\n"}, {"sleep": 1}]}]}
END
ftp 4 create "$work/f"
has out '"id":"ftp.protocol"'

# A 550 to SIZE that does not say "not there" is no licence to replace the file.
hidden='{"files": {"/f": "old"}, "rules": [{"on": "SIZE f", "do": ["550 Could not get file size."]}]}'
serve <<END
$hidden
END
ftp 1 create "$work/f"
has out '"id":"ftp.file.exists"'
unsent 'RNTO f'
serve <<END
$hidden
END
ftp 0 create "$work/f" --set actionIfFileExists=createUniqueName
sent 'RNTO f1'
unsent 'RNTO f'

# protocol.A5
# The old file steps aside, and then nobody knows where it is.
serve <<'END'
{"files": {"/f": "old"},
 "rules": [{"on": "RNTO f", "do": ["553 exists"]}, {"on": "RNTO f.*old", "do": [{"close": "control"}]}]}
END
ftp 4 create "$work/f" --set actionIfFileExists=overwrite
has out '"status":"UNKNOWN"' '"id":"ftp.file.rename-unknown"' '.old'

# create.overwrite-safely protocol.F7
# It comes back when the new one can't come in, also when there is no more time.
serve <<'END'
{"files": {"/f": "old"},
 "rules": [{"on": "RNTO f", "times": 1, "do": ["553 exists"]},
           {"on": "RNFR f.*part", "times": 1, "do": [{"usual": true}]},
           {"on": "RNFR f.*part", "times": 1, "do": [{"sleep": 0.8}, "350 then"]}]}
END
ftp 4 create "$work/f" --set actionIfFileExists=overwrite --timeout 0.6
same "$(grep -cxF 'RNTO f' "$work/commands")" 2
has out '"outcome":"TIMEOUT"'

# What was appended is not known when the confirmation is missing.
serve <<'END'
{"files": {"/f": "old"}, "rules": [{"on": "APPE f", "do": ["150 x", {"receive": "f"}, {"close": "control"}]}]}
END
ftp 4 create "$work/f" --set actionIfFileExists=append
has out '"status":"UNKNOWN"' '"id":"ftp.file.append-unknown"'

# What can't be taken away again is named.
serve <<'END'
{"rules": [{"on": "STOR f.*", "do": ["150 x", {"close": "control"}]}]}
END
ftp 4 create "$work/f"
has out '"status":"FAILURE"' 'f.hawser-'

# A time that can't be had does not undo a file that is there.
serve <<'END'
{"features": [], "rules": [{"on": "MDTM f", "do": ["502 no"]}, {"on": "STOR .*", "do": [{"usual": true}]},
    {"on": "LIST", "times": 2, "do": [{"usual": true}]}, {"on": "LIST", "do": ["550 denied"]}]}
END
ftp 0 create "$work/f" --set includeAllMetadata=true

# Where nothing can be kept for a later run that is said, with its cause, and the file is sent all the same.
serve <<'END'
{"files": {}}
END
(
    ulimit -f 0
    "$PWD/hawser" run ftp create -c "$work/conn.json" "$work/f" 2>&1 | cat
) | cat >"$work/err"
asked='create without room for state'
has err 'error hawser the state in' '(File too large)' 'none can be taken up after a crash' '1 of 1 done'
lacks err '(Success)'
finish
