#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Commands that are sent before the server asks for them (protocol.C14, protocol.D7): what it makes of them may cost a
# round trip or a session, never a file.
. "${srcdir:-.}/tests/hostile/setup.sh"

files='"files": {"/a": "aaaa", "/b": "bbbb", "/c": "cccc", "/d": "dddd"}'

# queried: all four files come, whatever the server did.
queried() {
    ftp 0 query --out "$work/in"
    for name in a b c d; do
        [ "$(cat "$work/in/$name" 2>&1)" = "$name$name$name$name" ] || fail "$asked: $name is not what it was"
    done
}

# ends_with: the commands from the listing on are those on standard input, one a word.
ends_with() {
    tr ' ' '\n' | sed 's/_/ /' | sed '/^$/d' >"$work/wanted"
    sed -n '/^LIST/,$p' "$work/commands" | sed '/^QUIT/d' >"$work/got"
    cmp -s "$work/wanted" "$work/got" || {
        fail "$asked: other commands were sent"
        diff "$work/wanted" "$work/got" | sed 's/^/    /'
    }
}

# One command after the other: the first NOOP shows it, then EPSV goes ahead, and only where a file follows.
serve <<END
{$files}
END
queried
ends_with <<'END'
LIST TYPE_I EPSV RETR_a NOOP EPSV RETR_b EPSV RETR_c EPSV RETR_d
END

# A server that does not let the NOOP wait is never asked early again.
serve <<END
{$files, "rules": [{"on": "RETR a", "do": ["150 x", {"expect": "NOOP"}, "200 at once", {"send": "aaaa"}, {"close": "data"}, "226 x"]}]}
END
queried
ends_with <<'END'
LIST TYPE_I EPSV RETR_a NOOP EPSV RETR_b EPSV RETR_c EPSV RETR_d
END

# Nor one that refuses EPSV in the middle, which is no refusal of the file.
serve <<END
{$files, "rules": [{"on": "RETR b", "do": ["150 x", {"expect": "EPSV"}, "450 a transfer is in progress", {"send": "bbbb"}, {"close": "data"}, "226 x"]}]}
END
queried
ends_with <<'END'
LIST TYPE_I EPSV RETR_a NOOP EPSV RETR_b EPSV EPSV RETR_c EPSV RETR_d
END

# One that grants it in the middle has no order either: that port is not used.
serve <<END
{$files, "rules": [{"on": "RETR b", "do": ["150 x", {"send": "bbbb"}, {"expect": "EPSV"}, "229 x (|||40000|)", {"close": "data"}, "226 x"]}]}
END
queried
ends_with <<'END'
LIST TYPE_I EPSV RETR_a NOOP EPSV RETR_b EPSV EPSV RETR_c EPSV RETR_d
END

# The file is refused in the middle, and EPSV granted behind it: the file is read again.
serve <<END
{$files, "rules": [{"on": "RETR b", "times": 1, "do": ["150 x", {"send": "bb"}, {"reset": "data"}, "426 cut"]}]}
END
queried
serve <<END
{$files, "rules": [{"on": "RETR b", "times": 1, "do": ["150 x", {"send": "bb"}, {"close": "data"}, "451 disk"]}]}
END
ftp 1 query --out "$work/in"
has out '"native":451'
[ ! -e "$work/in/b" ] || fail "a cut file was published"

# Refused before it begins: that file's error, and the next one comes.
serve <<END
{$files, "rules": [{"on": "RETR b", "do": ["550 you may not"]}]}
END
ftp 1 query --out "$work/in" --set returnApplicationErrorResponses=true
[ "$(cat "$work/in/c")" = cccc ] || fail "the file after the refused one did not come"
[ ! -e "$work/in/b" ] || fail "a refused file was published"

# EPSV is refused behind a file, or before one: it is asked again, the second time over a new session.
serve <<END
{$files, "rules": [{"on": "EPSV", "times": 3, "do": [{"usual": true}]}, {"on": "EPSV", "times": 1, "do": ["425 not now"]}]}
END
queried
serve <<END
{$files, "rules": [{"on": "EPSV", "times": 2, "do": [{"usual": true}]}, {"on": "EPSV", "times": 1, "do": ["425 not now"]}]}
END
queried
[ "$(grep -c '^USER' "$work/commands")" = 2 ] || fail "$asked: there was no second session"

# A port where nobody listens.
serve <<END
{$files, "rules": [{"on": "EPSV", "times": 3, "do": [{"usual": true}]}, {"on": "EPSV", "times": 1, "do": ["229 x (|||10001|)"]}]}
END
queried

# What lists in between asks for a port of its own, and the server forgets the one that was asked for early.
serve <<END
{"features": ["SIZE"], "files": {"/a": "aaaa", "/b": "bbbb", "/c": "cccc", "/done/old": "x"}, "rules": [{"on": "SIZE .", "do": ["550 Could not get file size."]}]}
END
ftp 0 query --out "$work/in" --set moveAfterReading=/done
sed -n '/^RETR b/,/^RETR c/p' "$work/commands" >"$work/between"
same "$(tail -n 2 "$work/between" | tr '\n' ' ')" 'EPSV RETR c '

# A second completion where EPSV's answer belongs is no answer to it: nobody can tell what comes then.
serve <<END
{$files, "rules": [{"on": "RETR b", "times": 1, "do": ["150 x", {"send": "bbbb"}, {"close": "data"}, "226 x", "226 again"]}]}
END
queried
[ "$(grep -c '^USER' "$work/commands")" = 2 ] || fail "$asked: there was no second session"
finish
