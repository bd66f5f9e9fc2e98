#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Downloads that a server confirms though bytes are missing, and sources that may not be deleted.
. "${srcdir:-.}/tests/hostile/setup.sh"

# get.truncated protocol.D10
# The listing has the only size there is.
serve <<'END'
{"features": [], "files": {"/a": "abcdef"},
 "rules": [{"on": "SIZE a", "do": ["502 no SIZE"]},
           {"on": "RETR a", "do": ["150 x", {"send": "abc"}, {"close": "data"}, "226 done"]}]}
END
ftp 1 get a --out "$work/in" --set deleteAfterReading=true
has out '"id":"ftp.data.size-mismatch"'
unsent 'DELE a'
ftp 1 query --out "$work/in" --set deleteAfterReading=true
unsent 'DELE a'

# A file that grew since it was listed is what SIZE says now.
serve <<'END'
{"files": {"/a": "abcdef"}, "rules": [{"on": "LIST", "do": [{"usual": true}, {"file": "/a", "content": "abcdefgh"}]}]}
END
ftp 0 query --out "$work/in"

# protocol.L1
# Where the listing tells no size, SIZE does.
serve <<'END'
{"features": ["MLST type*;"], "files": {"/a": "abcdef"},
 "rules": [{"on": "MLSD", "do": ["150 x", {"send": "type=file; a\r\n"}, {"close": "data"}, "226 y"]},
           {"on": "RETR a", "do": ["150 x", {"send": "abc"}, {"close": "data"}, "226 done"]}]}
END
ftp 1 query --out "$work/in" --set deleteAfterReading=true
unsent 'DELE a'

# session.dropped
# A session that the server dropped between two files is taken up again.
serve <<'END'
{"files": {"/a": "abc", "/b": "def"},
 "rules": [{"on": "RETR a", "do": [{"usual": true}, "421 idle", {"close": "control"}]}]}
END
ftp 0 query --out "$work/in"
has out '"outputs":2'

# get.commands protocol.F2
# A server that lists nothing, and tells no sizes, still serves files.
serve <<'END'
{"features": null, "files": {"/a": "abc"},
 "rules": [{"on": "(SIZE|MDTM|LIST).*", "do": ["502 no"]}]}
END
ftp 0 get a --out "$work/in" --set includeAllMetadata=true

# get.resume protocol.D10
# Of a small file too: where what was written is gone (a pipe), one of the same size that took its place is told from it by the time alone,
# and where there is none nothing is put together of two.
eight=$(printf '%08000d' 0)
for rules in '{"on": "MDTM f", "times": 1, "do": ["213 20240102030404"]},' '{"on": "MDTM f", "do": ["502 no"]},'; do
    serve <<END
{"files": {"/f": "$eight"}, "features": ["SIZE", "MDTM", "REST STREAM"],
 "rules": [$rules {"on": "RETR f", "times": 1,
    "do": ["150 x", {"send": "0", "times": 5000}, {"file": "/f", "content": "$(echo "$eight" | tr 0 1)"}, {"close": "data"}, {"close": "control"}]}]}
END
    expect 4 run ftp get f -c "$work/conn.json" --out - --ack-on-write --set deleteAfterReading=true
    unsent 'DELE f'
    ! grep -q 1 "$work/out" || fail "$asked: the end of another file follows the beginning of the first"
done

# What the runtime is told is text, whatever the server writes.
serve <<'END'
{"greeting": [{"raw": "220 f\u00fcr alle\r\n"}], "files": {"/a": "abc"}, "rules": [{"on": "RETR a", "do": ["451 no"]}]}
END
ftp 1 get a --out "$work/in" --verbose
has err '220 f?r alle'
iconv -f UTF-8 -t UTF-8 "$work/err" >/dev/null 2>&1 || fail "$asked: standard error is not text"

# In time or not, the execution says what ended it.
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "DELE a", "do": [{"sleep": 5}]}]}
END
ftp 4 get a --out "$work/in" --set deleteAfterReading=true --timeout 0.5
has out '"status":"UNKNOWN"' '"outcome":"TIMEOUT"'
# A limit for files here (ulimit -f, in blocks of 512 bytes) is an error, not the end of the program.
serve <<END
{"files": {"/a": "$(printf '%020000d' 0)"}}
END
(
    ulimit -f 16
    exec "$program" run ftp get a -c "$work/conn.json" --json --out "$work/in" --set deleteAfterReading=true
) >"$work/out" 2>"$work/err"
same "$?" 4
has out '"status":"FAILURE"'
same "$(ls -A "$work/in")" ''
unsent 'DELE a'
# query.temporary-names
# Query leaves alone what some execution has not finished, under the temporary name of an upload or of a file that is replaced.
serve <<'END'
{"files": {"/a": "aaaa", "/b.hawser-0123456789ab.part": "half", "/c.hawser-0123456789ab.old": "old", "/d.hawser-0123456789ab": "dddd",
 "/e.hawser-0123456789aX.part": "eeee"}}
END
ftp 0 query --out "$work/in" --set deleteAfterReading=true
same "$(ls "$work/in" | tr '\n' ' ')" 'a d.hawser-0123456789ab e.hawser-0123456789aX.part '
unsent 'DELE b.hawser-0123456789ab.part' 'RETR b.hawser-0123456789ab.part' 'RETR c.hawser-0123456789ab.old'
# By its name it comes.
ftp 0 get b.hawser-0123456789ab.part --out "$work/in"
[ -s "$work/in/b.hawser-0123456789ab.part" ] || fail 'what was named did not come'

finish
