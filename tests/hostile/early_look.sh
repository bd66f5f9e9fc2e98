#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Get by name: SIZE and MDTM leave in one piece with RETR, once the server has shown that it does one command after the
# other (protocol.C14, protocol.D7). What it makes of them may cost a round trip or a session, never a file.
. "${srcdir:-.}/tests/hostile/setup.sh"

files='"features": ["SIZE", "MDTM", "REST STREAM"], "files": {"/a": "aaaa", "/b": "bbbb", "/c": "cccc", "/d": "dddd"}'

# got NAME...: those files came, and are what they were
got() {
    for name in "$@"; do
        [ "$(cat "$work/in/$name" 2>&1)" = "$name$name$name$name" ] || fail "$asked: $name is not what it was"
    done
}

# without NAME...: those did not
without() {
    for name in "$@"; do
        [ ! -e "$work/in/$name" ] || fail "$asked: $name is there"
    done
}

# from_a: the commands from the first about a file on, one line
from_a() {
    sed -n '/^SIZE a/,$p' "$work/commands" | sed '/^QUIT/d' | tr ' \n' '_ '
}

# Looked at first; then with the NOOP that shows the order; then all at once.
serve <<END
{$files}
END
ftp 0 get a b c d --out "$work/in"
got a b c d
same "$(from_a)" 'SIZE_a EPSV RETR_a SIZE_b EPSV RETR_b NOOP EPSV SIZE_c MDTM_c RETR_c EPSV SIZE_d MDTM_d RETR_d EPSV '
# The host knows the size before a byte comes, and the size is verified.
has out '"verified":["reply","eof","size"]'

# A server that answers the NOOP in the middle is asked in turn for ever.
serve <<END
{$files, "rules": [{"on": "RETR b", "do": ["150 x", {"expect": "NOOP"}, "200 at once", {"send": "bbbb"}, {"close": "data"}, "226 x"]}]}
END
ftp 0 get a b c d --out "$work/in"
got a b c d
same "$(from_a)" 'SIZE_a EPSV RETR_a SIZE_b EPSV RETR_b NOOP SIZE_c EPSV RETR_c SIZE_d EPSV RETR_d '

# A server that refuses a command which comes while a transfer runs, as Pure-FTPd does, is sent none then; with the next one
# it may come, as that is likely to be as short as this one.
serve <<END
{$files, "rules": [{"on": "RETR c", "do": ["150 x", {"expect": "EPSV"}, "500 Unknown command", {"send": "cccc"}, {"close": "data"}, "226 x"]}]}
END
ftp 0 get a b c d --out "$work/in"
got a b c d
same "$(from_a)" 'SIZE_a EPSV RETR_a SIZE_b EPSV RETR_b NOOP EPSV SIZE_c MDTM_c RETR_c EPSV EPSV SIZE_d MDTM_d RETR_d EPSV '

# Where it is longer, that is refused, or makes the server end the data: the file comes whole, and the next ones too.
long=$(printf '%2000000s' '' | tr ' ' d)
many='"features": ["SIZE", "MDTM", "REST STREAM"], "files": {"/a": "aaaa", "/b": "bbbb", "/c": "cccc", "/e": "eeee", "/f": "ffff"'
for reply in '"450 data transfer in progress", {"send": "d", "times": 2000000}, {"close": "data"}, "226 x"' \
    '{"send": "d", "times": 1000000}, {"close": "data"}, "426 closed", "229 EPSV (|||1|)"'; do
    serve <<END
{$many, "/d": "$long"}, "rules": [{"on": "RETR d", "times": 1, "do": ["150 x", {"expect": "EPSV"}, $reply]}]}
END
    ftp 0 get a b c d e f --out "$work/in"
    got a b c e f
    [ "$(wc -c <"$work/in/d")" = 2000000 ] || fail "$asked: d has another size"
    [ -z "$(tr -d d <"$work/in/d")" ] || fail "$asked: d is not what it was"
done

# No such file: SIZE and RETR are refused, which is no error, and the next one comes.
serve <<END
{$files}
END
ftp 0 get a b nothing d --out "$work/in"
got a b d
without nothing
sent 'SIZE nothing' 'RETR nothing'
[ "$(grep -c '^USER' "$work/commands")" = 1 ] || fail "$asked: that took another session"

# A file that may not be read has its error, and the next one comes.
serve <<END
{$files, "rules": [{"on": "RETR c", "do": ["550 permission denied"]}]}
END
ftp 1 get a b c d --out "$work/in" --set returnApplicationErrorResponses=true
got a b d
without c
has out '"id":"ftp.file.denied"'

# A server that tells the size of that one not: it comes all the same, and what SIZE says afterwards counts.
serve <<END
{$files, "rules": [{"on": "SIZE c", "do": ["550 Could not get file size."]}]}
END
ftp 0 get a b c d --out "$work/in"
got a b c d

# It says less than comes, or more: the file is not published.
for size in 3 5; do
    serve <<END
{$files, "rules": [{"on": "SIZE c", "do": ["213 $size"]}]}
END
    ftp 1 get a b c d --out "$work/in" --set returnApplicationErrorResponses=true --set-connection maxRetries=0
    got a b d
    without c
    has out '"id":"ftp.data.size-mismatch"'
done

# MDTM is refused, or not known: the file comes, and the unknown command is not asked again.
serve <<END
{$files, "rules": [{"on": "MDTM c", "do": ["500 what"]}]}
END
ftp 0 get a b c d --out "$work/in"
got a b c d
sent 'MDTM c'
unsent 'MDTM d'

# A goodbye, a lost connection, or an answer to something else, in the place of each: over a new session all is asked in turn.
for command in 'SIZE c' 'MDTM c'; do
    for reply in '"421 bye", {"close": "control"}' '{"close": "control"}' '"226 done"'; do
        serve <<END
{$files, "rules": [{"on": "$command", "times": 1, "do": [$reply]}]}
END
        ftp 0 get a b c d --out "$work/in"
        got a b c d
    done
done

# The host does not want it, once it knows the size: the transfer is ended, and the session goes on.
serve <<END
{$files}
END
mkdir -p "$work/in/c"
ftp 1 get a b c d --out "$work/in" --set returnApplicationErrorResponses=true
got a b d
[ "$(grep -c '^USER' "$work/commands")" = 1 ] || fail "$asked: that took another session"
finish
