#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# protocol.L8: what lies in the way of a download, here or in the listing: nothing is written through it or over it, and no
# source is deleted that did not arrive.
. "${srcdir:-.}/tests/hostile/setup.sh"

# The same name twice: the second one did not arrive.
serve <<'END'
{"files": {"/a": "abc"}, "features": ["MLST type*;size*;"], "rules": [{"on": "MLSD", "do": ["150 x",
    {"send": "type=file;size=3; a\r\ntype=file;size=3; a\r\n"}, {"close": "data"}, "226 y"]}]}
END
ftp 1 query --out "$work/in" --set deleteAfterReading=true
has out 'has a document of this name'
same "$(cat "$work/in/a")" abc
same "$(grep -c 'DELE a' "$work/commands")" 1

# A link, a folder or a pipe has the name, also where files may be replaced.
for kind in link dangling folder pipe; do
    for overwrite in '' --overwrite; do
        serve <<'END'
{"files": {"/a": "evil"}}
END
        mkdir "$work/in"
        printf keep >"$work/secret"
        rm -f "$work/elsewhere"
        case $kind in
        link) ln -s "$work/secret" "$work/in/a" ;;
        dangling) ln -s "$work/elsewhere" "$work/in/a" ;;
        folder) mkdir "$work/in/a" ;;
        pipe) mkfifo "$work/in/a" ;;
        esac
        # shellcheck disable=SC2086
        "$program" run ftp query -c "$work/conn.json" --json --out "$work/in" $overwrite --set deleteAfterReading=true \
            >"$work/out" 2>"$work/err"
        status=$?
        asked="query into a $kind $overwrite"
        same "$(cat "$work/secret")" keep
        [ ! -e "$work/elsewhere" ] || fail "$asked: written through a link"
        if [ -f "$work/in/a" ] && [ ! -L "$work/in/a" ]; then
            same "$status$overwrite$(cat "$work/in/a")" 0--overwriteevil
        else
            same "$status" 1
            unsent 'DELE a'
        fi
    done
done
rm -rf "$work/in"

# A link, and then a folder of that name with a file in it: nothing lands where the link pointed.
serve <<END
{"files": {"/x/evil": "evil"}, "directories": ["/x"], "rules": [{"on": "LIST", "times": 1, "do": ["150 x",
    {"send": "lrwxrwxrwx 1 u g 4 Jan 02 2024 x -> $work\r\ndrwxr-xr-x 1 u g 4 Jan 02 2024 x\r\n"}, {"close": "data"}, "226 y"]}]}
END
ftp 0 query --out "$work/in" --set recursive=true
same "$(cd "$work/in" && find . -type f)" ./evil
[ ! -e "$work/evil" ] || fail "$asked: a file was written through a link of the server"
same "$(find "$work/in" -type l)" ''

# Names that a shell, or a client of old, would carry out.
serve <<'END'
{"files": {"/|touch evil": "1", "/$(touch evil)": "2", "/`touch evil`": "3", "/-rf": "4", "/;touch evil": "5"}}
END
(cd "$work" && "$program" run ftp query -c "$work/conn.json" --json --out "$work/in" --set deleteAfterReading=true >"$work/out" 2>"$work/err")
same "$?" 0
asked='query of names that a shell would carry out'
[ ! -e "$work/evil" ] || fail "$asked: it was"
for name in '|touch evil' '$(touch evil)' '`touch evil`' ./-rf ';touch evil'; do
    sent "DELE $name"
    [ -s "$work/in/$name" ] || fail "$asked: $name is not there"
done
finish
