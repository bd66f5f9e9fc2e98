#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Replies that never come: what was done is found out by a look, or said to be unknown.
. "${srcdir:-.}/tests/hostile/setup.sh"
printf abcdef >"$work/f"
features='"features": ["SIZE", "MDTM", "REST STREAM", "MKD"]'
hangup='{"close": "control"}'

holds() {
    rm -rf "$work/in"
    ftp 0 get "$1" --out "$work/in"
    same "$(cat "$work/in/$1" 2>"$work/null")" "$2"
}

# delivery.lost-stor: all bytes arrived, the 226 did not
for direct in false true; do
    serve <<END
{$features, "rules": [{"on": "STOR f.*", "times": 1, "do": ["150 x", {"keep": true}, $hangup]}]}
END
    ftp 0 create "$work/f" --set directUpload=$direct
    same "$(grep -c '^DATA 6' "$work/commands")" 1
    holds f abcdef
done

# delivery.lost-appe: likewise; a part that arrived is not sent twice
serve <<END
{$features, "files": {"/f": "old"}, "rules": [{"on": "APPE f", "times": 1, "do": ["150 x", {"keep": "oldabcdef"}, $hangup]}]}
END
ftp 0 create "$work/f" --set actionIfFileExists=append
holds f oldabcdef
serve <<END
{$features, "files": {"/f": "old"}, "rules": [{"on": "APPE f", "times": 1, "do": ["150 x", {"keep": "oldab"}, $hangup]}]}
END
ftp 0 create "$work/f" --set actionIfFileExists=append
has out '"resumedAt":[2]'
holds f oldabcdef

# delivery.lost-appe, UNKNOWN: the size shows that another wrote there too, or shows nothing
serve <<END
{$features, "files": {"/f": "old"}, "rules": [{"on": "APPE f", "times": 1, "do": ["150 x", {"keep": "oldabcdef and more"}, $hangup]}]}
END
ftp 4 create "$work/f" --set actionIfFileExists=append
has out '"status":"UNKNOWN"' 'the end of'
same "$(grep -c '^APPE' "$work/commands")" 1

# delivery.direct, UNKNOWN: a part under the final name that can't go on
serve <<END
{$features, "rules": [{"on": "STOR f", "do": ["150 x", {"keep": "abc"}, {"close": "data"}, "552 full"]}]}
END
ftp 4 create "$work/f" --set directUpload=true
has out '"status":"UNKNOWN"' '"id":"ftp.file.upload-unknown"' 'what is in f'
# ... and where nothing began it is a plain refusal
serve <<END
{$features, "rules": [{"on": "STOR f", "do": ["552 full"]}]}
END
ftp 1 create "$work/f" --set directUpload=true
has out '"id":"ftp.file.quota"'
lacks out UNKNOWN
# ... but not where the server may have emptied the file before it found that no data connection is there
for ending in "$hangup" '"425 no data connection"'; do
    serve <<END
{$features, "files": {"/f": "old"}, "rules": [{"on": "STOR f", "do": [{"file": "/f", "content": ""}, $ending]}]}
END
    ftp 4 create "$work/f" --set directUpload=true --set actionIfFileExists=overwrite
    has out '"status":"UNKNOWN"' '"id":"ftp.file.upload-unknown"'
done
# an append of which less arrived than was sent, though it was confirmed; of one of more somebody else may have a part
serve <<END
{$features, "files": {"/f": "old"}, "rules": [{"on": "APPE f", "do": ["150 x", {"keep": "oldabc"}, "226 done"]}]}
END
ftp 4 create "$work/f" --set actionIfFileExists=append
has out '"status":"UNKNOWN"' '"id":"ftp.file.append-unknown"' '9 bytes now, but the server has 6'
serve <<END
{$features, "files": {"/f": "old"}, "rules": [{"on": "APPE f", "do": ["150 x", {"keep": "oldabcdef and more"}, "226 done"]}]}
END
ftp 0 create "$work/f" --set actionIfFileExists=append
# an append that was refused in the middle, and left nothing
serve <<END
{$features, "files": {"/f": "old"}, "rules": [{"on": "APPE f", "do": ["150 x", {"close": "data"}, "552 full"]}]}
END
ftp 1 create "$work/f" --set actionIfFileExists=append
has out '"id":"ftp.file.quota"'
lacks out UNKNOWN

# delivery.lost-dele: a farewell is no answer to it
serve <<END
{$features, "files": {"/f": "old"}, "rules": [{"on": "DELE f", "do": ["226 Logout.", $hangup]}]}
END
ftp 4 delete f
has out '"status":"UNKNOWN"' '"id":"ftp.file.delete-unknown"'

# delivery.lost-rnto: it was done
for option in error createUniqueName; do
    serve <<END
{$features, "rules": [{"on": "RNTO f", "times": 1, "do": [{"rename": true}, $hangup]}]}
END
    ftp 0 create "$work/f" --set actionIfFileExists=$option
    same "$(grep -c '^RNTO' "$work/commands")" 1
    unsent 'DELE f'
    holds f abcdef
done
# the line was cut in clear, and the server did what was left of it: a file of the same size is no proof
serve <<END
{$features, "files": {"/f": "fedcba"}, "rules": [{"on": "RNTO f", "times": 1, "do": [{"rename": true}, {"file": "/f", "content": "fedcba"}, $hangup]}]}
END
ftp 4 create "$work/f" --set actionIfFileExists=overwrite
has out '"status":"UNKNOWN"' '"id":"ftp.file.rename-unknown"'
# it was not done
serve <<END
{$features, "rules": [{"on": "RNTO f", "times": 1, "do": [$hangup]}]}
END
ftp 0 create "$work/f"
same "$(grep -c '^RNTO' "$work/commands")" 2
holds f abcdef
# nobody can say: neither name is there
serve <<END
{$features, "rules": [{"on": "RNTO f", "times": 1, "do": [{"rename": true}, {"file": "/f", "content": null}, $hangup]}]}
END
ftp 4 create "$work/f"
has out '"status":"UNKNOWN"'

# delivery.lost-dele: gone, or still there and perhaps new
serve <<END
{$features, "files": {"/f": "x"}, "rules": [{"on": "DELE f", "do": [{"file": "/f", "content": null}, $hangup]}]}
END
ftp 0 delete f
has out '"deleted":true'
serve <<END
{$features, "files": {"/f": "x"}, "rules": [{"on": "DELE f", "do": [$hangup]}]}
END
ftp 4 delete f
has out '"status":"UNKNOWN"'
same "$(grep -c '^DELE f' "$work/commands")" 1

# lock.lost-mkd: a lock that may be ours or another's is never removed, and nothing is left under the name
serve <<END
{$features, "rules": [{"on": "MKD f.hawser-lock", "times": 1, "do": [$hangup]}]}
END
ftp 4 create "$work/f"
has out '"status":"FAILURE"'
unsent 'RMD f.hawser-lock' 'RNTO f'
same "$(grep -c '^DELE f.hawser-.*part$' "$work/commands")" 1

# lock.cancelled: the wait for another's lock ends with the call
serve <<END
{$features, "rules": [{"on": "MKD f.hawser-lock", "do": ["550 File exists"]},
    {"on": "LIST", "do": ["150 x", {"send": "drwxr-xr-x 1 u g 0 Jan 02 2024 f.hawser-lock\r\n"}, {"close": "data"}, "226 y"]}]}
END
began=$(date +%s)
ftp 4 create "$work/f" --timeout 2
has out '"outcome":"TIMEOUT"'
[ $(($(date +%s) - began)) -le 4 ] || fail "the wait for a lock went on"
unsent 'RNTO f' 'RMD f.hawser-lock'
same "$(grep -c '^DELE f.hawser-.*part$' "$work/commands")" 1

# lock.stale: left behind for more than 300 s, by the server's clock alone
for second in 00 01; do
    serve <<END
{"features": ["SIZE", "MLST type*;size*;modify*;", "MKD"], "made": {"/f.hawser-lock": "20240102030000"}, "now": "202401020305$second",
    "rules": [{"on": "MLST .*", "do": ["502 no"]}]}
END
    if [ $second = 01 ]; then
        ftp 0 create "$work/f"
        same "$(grep -c '^RMD f.hawser-lock$' "$work/commands")" 2
        sent 'RMD f.hawser-lock.hawser-breaker'
        has out '"exclusive":true'
        holds f abcdef
    else
        ftp 4 create "$work/f" --timeout 4
        unsent 'RMD f.hawser-lock' 'RNTO f'
        sent MLSD
    fi
done
# Pure-FTPd's farewell has the code of its last reply: nothing was deleted, and nothing renamed.
serve <<END
{"features": ["SIZE"], "files": {"/f": "abc"}, "rules": [{"on": "DELE f", "times": 1, "do": ["250 Logout.", $hangup]}]}
END
ftp 4 delete f
has out '"id":"ftp.file.delete-unknown"'
serve <<END
{$features, "rules": [{"on": "RNTO f", "times": 1, "do": ["250 Logout.", $hangup]}]}
END
ftp 0 create "$work/f"
same "$(grep -c '^RNTO f$' "$work/commands")" 2
holds f abcdef

# Half of an RNTO was carried out: the source is gone, and not where it was to go.
serve <<END
{$features, "files": {"/a": "aaaa", "/done/x": "x"}, "rules":
 [{"on": "RNTO /done/a", "times": 1, "do": [{"file": "/a", "content": null}, {"file": "/don", "content": "aaaa"}, $hangup]}]}
END
ftp 4 get a --out "$work/moved" --set moveAfterReading=/done
has out '"id":"ftp.file.rename-unknown"'
lacks out '"movedTo"'

finish
