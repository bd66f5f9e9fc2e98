#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What the next run takes for proof that a document arrived: never its size alone, and its end only where nothing else
# could have had the name.
. "${srcdir:-.}/tests/hostile/setup.sh"
. "${srcdir:-.}/tests/hostile/killing.sh"
overwrite=--set=actionIfFileExists=overwrite
rest=$(printf '%8000s' '' | tr ' ' x)

# delivery.renamed: the temporary file is gone, and what has the name is as long as the document
printf abcdef >"$work/f"
other='{"on": "RNTO f", "times": 1, "do": [{"rename": true}, {"file": "/f", "content": "OLDOLD"}, {"sleep": 20}]}'
start "$other"
kill_at 'RNTO f' "$overwrite"
ftp 0 create "$work/f" "$overwrite"
lacks out recovered
holds f abcdef
names f
for option in error createUniqueName; do
    start "$other"
    kill_at 'RNTO f' --set actionIfFileExists=$option
    ftp 4 create "$work/f" --set actionIfFileExists=$option
    has out '"status":"UNKNOWN"'
    holds f OLDOLD
done

# And where the server does not let it be read.
for option in error createUniqueName; do
    start '{"on": "RNTO f", "times": 1, "do": [{"rename": true}, {"sleep": 20}]}, {"on": "RETR f", "times": 1, "do": ["550 Permission denied"]}'
    kill_at 'RNTO f' --set actionIfFileExists=$option
    ftp 4 create "$work/f" --set actionIfFileExists=$option
    has out '"status":"UNKNOWN"'
    unsent 'RNTO f' 'RNTO f1'
    holds f abcdef
done

# The same end, which is all that is read of a long one: what is overwritten may be the version of before.
printf 'NEW%s' "$rest" >"$work/f"
long='{"on": "RNTO f", "times": 1, "do": [{"rename": true}, {"file": "/f", "content": "OLD'$rest'"}, {"sleep": 20}]}'
start "$long"
kill_at 'RNTO f' "$overwrite"
ftp 0 create "$work/f" "$overwrite"
lacks out recovered
holds f "NEW$rest"
# A name that was free has it from nobody else, unless the server's checksum says otherwise.
start '{"on": "RNTO f", "times": 1, "do": [{"rename": true}, {"sleep": 20}]}'
kill_at 'RNTO f'
ftp 0 create "$work/f"
has out '"recovered":true'
unsent 'RNTO f'
offered=', "XSHA256"'
start "$long"
kill_at 'RNTO f'
ftp 4 create "$work/f"
has out '"status":"UNKNOWN"'
start '{"on": "RNTO f", "times": 1, "do": [{"rename": true}, {"sleep": 20}]}'
kill_at 'RNTO f' "$overwrite"
ftp 0 create "$work/f" "$overwrite"
has out '"recovered":true'
unsent 'RNTO f' 'RETR f'
# A part whose beginning is another is not gone on with.
start '{"on": "STOR f.*", "times": 1, "do": ["150 x", {"part": "OLD'$rest'"}, {"sleep": 20}]}'
kill_at 'STOR f.*'
ftp 0 create "$work/f"
lacks out recovered
holds f "NEW$rest"
names f
offered=

# delivery.direct: the file of before, as long as the document or shorter, is neither the document nor a part of it
direct=--set=directUpload=true
for held in "OLD$rest" "OLD$(printf '%5000s' '' | tr ' ' x)"; do
    start '{"on": "STOR f", "times": 1, "do": [{"sleep": 20}]}' '{"/f": "'"$held"'"}'
    kill_at 'STOR f' "$direct" "$overwrite"
    ftp 0 create "$work/f" "$direct" "$overwrite"
    lacks out recovered
    holds f "NEW$rest"
done
# With a checksum it is known, and gone on with.
offered=', "XSHA256"'
start '{"on": "STOR f", "times": 1, "do": ["150 x", {"file": "/f", "content": "NEWxxxxxxx"}, {"sleep": 20}]}' '{"/f": "old"}'
kill_at 'STOR f' "$direct" "$overwrite"
ftp 0 create "$work/f" "$direct" "$overwrite"
sent 'REST 10'
holds f "NEW$rest"
offered=

# delivery.append, UNKNOWN: as many bytes came, and the server does not show whose they are
printf abcdef >"$work/f"
append=--set=actionIfFileExists=append
start '{"on": "APPE f", "times": 1, "do": ["150 x", {"file": "/f", "content": "oldOTHERS"}, {"sleep": 20}]}, {"on": "RETR f", "times": 1, "do": ["550 Permission denied"]}' \
    '{"/f": "old"}'
kill_at 'APPE f' "$append"
ftp 4 create "$work/f" "$append"
has out '"status":"UNKNOWN"' 'ftp.file.append-unknown'
unsent 'APPE f'
holds f oldOTHERS

# delivery.deleted: the document is safe here, and not yet gone there
fetch=--set=deleteAfterReading=true
for all in false true; do
    start '{"on": "DELE a.csv", "times": 1, "do": [{"sleep": 20}]}' '{"/a.csv": "aaa", "/b.csv": "bbb"}'
    kill_run_at 'DELE a.csv' query "$fetch" --set includeAllMetadata=$all --out "$work/got"
    ftp 0 query "$fetch" --set includeAllMetadata=$all --out "$work/got"
    sent 'DELE a.csv' 'DELE b.csv'
    same "$(cd "$work/got" && echo * .*)" 'a.csv b.csv . ..'
    same "$(cat "$work/got/a.csv" "$work/got/b.csv")" aaabbb
    rm -rf "$work/got"
done
# Another document of its name by then is another: it stays where it is, and the others come.
start '{"on": "DELE a.csv", "times": 1, "do": [{"file": "/a.csv", "content": "AAA"}, {"sleep": 20}]}' '{"/a.csv": "aaa", "/b.csv": "bbb"}'
kill_run_at 'DELE a.csv' query "$fetch" --out "$work/got"
ftp 1 query "$fetch" --set returnApplicationErrorResponses=true --out "$work/got"
has out '"id":"ftp.sink.refused"'
unsent 'DELE a.csv'
same "$(cat "$work/got/a.csv" "$work/got/b.csv")" aaabbb
holds a.csv AAA
[ $kills -ge 16 ] || fail "only $kills kills"
finish
