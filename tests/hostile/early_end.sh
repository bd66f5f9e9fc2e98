#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A server that completes a download only once this side has ended the data connection too is told that at once
# (protocol.D7); what it makes of it may cost time, never a byte. And what becomes of commands that came too early for it.
. "${srcdir:-.}/tests/hostile/setup.sh"

files='"files": {"/a": "aaaa", "/b": "bbbb", "/c": "cccc", "/d": "dddd", "/e": "eeee", "/f": "ffff", "/g": "gggg"}'
slow() {
    printf '{"on": "RETR %s", "times": 1, "do": ["150 x", {"send": "%s"}, {"end": "data"}, {"sleep": 0.1}, "226 x"]}' \
        "$1" "$1$1$1$1"
}
# after TEST NAME: a file that is sent after a look at the client's end
after() {
    printf '{"on": "RETR %s", "times": 1, "do": ["150 x", {%s}, {"send": "%s"}, {"close": "data"}, "226 x"]}' \
        "$2" "$1" "$2$2$2$2"
}

# queried LOGINS: all files come, over that many sessions.
queried() {
    ftp 0 query --out "$work/in"
    for name in a b c d e f g; do
        [ "$(cat "$work/in/$name" 2>&1)" = "$name$name$name$name" ] || fail "$asked: $name is not what it was"
    done
    [ "$(grep -c '^USER' "$work/commands")" = "$1" ] || fail "$asked: there were not $1 sessions"
}

# One that waited twice: from the next file on, but for the last, the end comes first.
serve <<END
{$files, "rules": [$(slow a), $(slow b), $(after '"ended": 5' c), $(after '"ended": 5' f), $(after '"unended": 0.2' g)]}
END
queried 1

# One that does not: the end comes when the data has ended.
serve <<END
{$files, "rules": [$(after '"unended": 0.2' b), $(after '"unended": 0.2' c)]}
END
queried 1

# It did not help three times: no more of it.
serve <<END
{$files, "rules": [$(slow a), $(slow b), $(slow c), $(slow d), $(slow e), $(after '"unended": 0.2' f)]}
END
queried 1

# The server takes it for the end of the transfer, says so, breaks off, or sends what it likes: the file is read again,
# and it is never done again, in no later session either.
for does in '{"send": "cc"}, {"close": "data"}, "226 x"' '{"close": "data"}, "226 x"' '{"close": "data"}, "426 you left"' \
    '{"reset": "data"}, "426 you left"' '{"close": "data"}, {"close": "control"}'; do
    serve <<END
{$files, "rules": [$(slow a), $(slow b), {"on": "RETR c", "times": 1, "do": ["150 x", {"ended": 5}, $does]},
    $(slow d), $(slow e), $(after '"unended": 0.2' f)]}
END
    ftp 0 query --out "$work/in"
    for name in a b c d e f g; do
        [ "$(cat "$work/in/$name" 2>&1)" = "$name$name$name$name" ] || fail "$asked ($does): $name is not what it was"
    done
done

# Commands that came early are left without an answer: it costs one read timeout, and no other for this host.
serve <<END
{$files, "rules": [{"on": "RETR b", "times": 1, "do": [{"expect": "EPSV"}]}]}
END
sed 's/"readTimeout": 10000/"readTimeout": 1000/' "$work/conn.json" >"$work/short" && mv "$work/short" "$work/conn.json"
queried 2
[ "$(grep -c '^NOOP' "$work/commands")" = 1 ] || fail "$asked: it was tried again"
[ "$(grep -c '^EPSV' "$work/commands")" = 10 ] || fail "$asked: there were other EPSV"
finish
