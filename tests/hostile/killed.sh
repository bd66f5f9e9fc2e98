#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A program that is killed at each step of an upload, and what the next run makes of it.
. "${srcdir:-.}/tests/hostile/setup.sh"
. "${srcdir:-.}/tests/hostile/killing.sh"
printf abcdef >"$work/f"

# delivery.temporary: in the middle of the bytes; the part that is there goes on
start '{"on": "STOR f.*", "times": 1, "do": [{"sleep": 20}]}'
kill_at 'STOR f.*'
ftp 0 create "$work/f"
holds f abcdef
names f

# delivery.temporary, staging: the bytes are there, the reply is not
for option in error overwrite createUniqueName; do
    for step in 'STOR f[.].*' 'SIZE f[.].*part' 'RNFR f[.].*part'; do
        start '{"on": "'"$step"'", "times": 1, "do": [{"sleep": 20}]}'
        kill_at "$step" --set actionIfFileExists=$option
        ftp 0 create "$work/f" --set actionIfFileExists=$option
        names f
        holds f abcdef
    done
done

# delivery.renamed: the name was given, and nobody heard of it
for option in error overwrite createUniqueName; do
    start '{"on": "RNTO f", "times": 1, "do": [{"rename": true}, {"sleep": 20}]}'
    kill_at 'RNTO f' --set actionIfFileExists=$option
    ftp 0 create "$work/f" --set actionIfFileExists=$option
    has out '"recovered":true'
    unsent 'RNTO f' 'RNTO f1'
    holds f abcdef
    names f
done

# delivery.renamed, UNKNOWN: what has the name now is not what was sent, and is not replaced
start '{"on": "RNTO f", "times": 1, "do": [{"rename": true}, {"file": "/f", "content": "other"}, {"sleep": 20}]}'
kill_at 'RNTO f'
ftp 4 create "$work/f"
has out '"status":"UNKNOWN"'
holds f other
ftp 1 create "$work/f"
has out '"id":"ftp.file.exists"'

# lock.left: the killed run's own lock does not keep the next one waiting
start '{"on": "RNTO f", "times": 1, "do": [{"sleep": 20}]}'
kill_at 'RNTO f'
began=$(date +%s)
ftp 0 create "$work/f"
[ $(($(date +%s) - began)) -le 5 ] || fail "it waited for its own lock"
holds f abcdef
names f

# delivery.aside: the old file has stepped aside, the new one has not come in
start '{"on": "RNTO f", "times": 1, "do": ["553 exists"]}, {"on": "RNTO f.*old", "times": 1, "do": [{"rename": true}, {"sleep": 20}]}' \
    '{"/f": "old"}'
kill_at 'RNTO f[.].*old' --set actionIfFileExists=overwrite
ftp 0 create "$work/f" --set actionIfFileExists=overwrite
holds f abcdef
names f

# delivery.aside: the new one has come in, the old one is still there
start '{"on": "RNTO f", "times": 1, "do": ["553 exists"]}, {"on": "DELE f.*old", "times": 1, "do": [{"sleep": 20}]}' \
    '{"/f": "old"}'
kill_at 'DELE f.*old' --set actionIfFileExists=overwrite
ftp 0 create "$work/f" --set actionIfFileExists=overwrite
holds f abcdef
names f

# delivery.append: nothing, a part and all of it had arrived
append=--set=actionIfFileExists=append
start '{"on": "APPE f", "times": 1, "do": [{"sleep": 20}]}' '{"/f": "old"}'
kill_at 'APPE f' "$append"
ftp 0 create "$work/f" "$append"
holds f oldabcdef
start '{"on": "APPE f", "times": 1, "do": ["150 x", {"file": "/f", "content": "oldabc"}, {"sleep": 20}]}' '{"/f": "old"}'
kill_at 'APPE f' "$append"
ftp 0 create "$work/f" "$append"
has out '"resumedAt":[3]' '"recovered":true'
holds f oldabcdef
start '{"on": "APPE f", "times": 1, "do": ["150 x", {"file": "/f", "content": "oldabcdef"}, {"sleep": 20}]}' '{"/f": "old"}'
kill_at 'APPE f' "$append"
ftp 0 create "$work/f" "$append"
has out '"recovered":true'
unsent 'APPE f'
holds f oldabcdef

# delivery.append, UNKNOWN: what is there is not what was sent; who was told may send it again
for content in oldxyz ol oldabcdefg; do
    start '{"on": "APPE f", "times": 1, "do": ["150 x", {"file": "/f", "content": "'$content'"}, {"sleep": 20}]}' '{"/f": "old"}'
    kill_at 'APPE f' "$append"
    ftp 4 create "$work/f" "$append"
    has out '"status":"UNKNOWN"' 'ftp.file.append-unknown'
    unsent 'APPE f'
    holds f $content
    ftp 0 create "$work/f" "$append"
    holds f ${content}abcdef
done

# delivery.direct: a part of ours goes on; another's is kept
direct=--set=directUpload=true
start '{"on": "STOR f", "times": 1, "do": ["150 x", {"file": "/f", "content": "abc"}, {"sleep": 20}]}'
kill_at 'STOR f' "$direct"
ftp 0 create "$work/f" "$direct"
sent 'REST 3'
holds f abcdef
names f
start '{"on": "STOR f", "times": 1, "do": ["150 x", {"file": "/f", "content": "abcdef"}, {"sleep": 20}]}'
kill_at 'STOR f' "$direct"
ftp 0 create "$work/f" "$direct"
has out '"recovered":true'
unsent 'STOR f'
holds f abcdef
start '{"on": "STOR f", "times": 1, "do": ["150 x", {"file": "/f", "content": "xyz"}, {"sleep": 20}]}'
kill_at 'STOR f' "$direct"
ftp 1 create "$work/f" "$direct"
has out '"id":"ftp.file.exists"'
holds f xyz

# delivery.journal: another document of the same name, a part that is another's, a part that can't be read back
part='{"on": "STOR f.*", "times": 1, "do": ["150 x", {"part": "abc"}, {"sleep": 20}]}'
start "$part"
kill_at 'STOR f.*'
ftp 0 create "$work/f"
sent 'REST 3'
has out '"resumedAt":[3]' '"recovered":true'
holds f abcdef
names f
start '{"on": "STOR f.*", "times": 1, "do": ["150 x", {"part": "abx"}, {"sleep": 20}]}'
kill_at 'STOR f.*'
ftp 0 create "$work/f"
unsent 'REST 3'
holds f abcdef
names f
start "$part"
kill_at 'STOR f.*'
printf ABCDEF >"$work/g"
ftp 0 create "$work/g" --property fileName=f
lacks out recovered
holds f ABCDEF

# delivery.deleted: what has the name here by now is not replaced by what an earlier run had read
for over in '' --overwrite; do
    rm -rf "$work/got"
    mkdir "$work/got"
    [ -z "$over" ] || echo old >"$work/got/g.txt"
    start '{"on": "DELE g.txt", "times": 1, "do": [{"file": "/g.txt", "content": null}, {"sleep": 20}]}' '{"/g.txt": "abcdef"}'
    # shellcheck disable=SC2086
    kill_run_at 'DELE g.txt' query --set deleteAfterReading=true --out "$work/got" $over
    [ -n "$over" ] || echo old >"$work/got/g.txt"
    # shellcheck disable=SC2086
    ftp 0 query --set deleteAfterReading=true --out "$work/got" $over
    has err 'g (recovered).txt'
    same "$(cat "$work/got/g.txt" "$work/got/g (recovered).txt")" "old
abcdef"
    same "$(find "$work/got" -type f | wc -l | tr -d ' ')" 2
done

# delivery.journal: no state, and the file is whole all the same
start '{"on": "SIZE .*never", "do": ["500"]}'
: >"$work/state"
ftp 0 create "$work/f"
same "$(grep -c 'not written down' "$work/err")" 1
holds f abcdef
rm -f "$work/state"
[ $kills -ge 20 ] || fail "only $kills kills"
finish
