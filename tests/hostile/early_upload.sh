#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Uploads whose commands are sent before the server asks for them (protocol.C14, protocol.D7, protocol.D9): what it makes
# of them may cost a round trip or a session, never a file.
. "${srcdir:-.}/tests/hostile/setup.sh"

for name in a b c d; do
    printf %s "$name$name$name$name" >"$work/$name"
done

# uploaded STATUS ARGUMENT...: the four files, each under its name in the end; more arguments are settings.
uploaded() {
    wanted=$1
    shift
    ftp "$wanted" create "$work/a" "$work/b" "$work/c" "$work/d" --set actionIfFileExists=overwrite "$@"
    sed -E 's/^([A-Z]+) .*[.]hawser-[0-9a-f]{12}[.]part$/\1 (temporary)/' "$work/commands" >"$work/during"
}

# holds NAME...: what the server has now is these files and no others, each with all its bytes.
holds() {
    rm -rf "$work/in"
    ftp 0 query --out "$work/in"
    [ "$(cd "$work/in" && echo *)" = "$*" ] || fail "$asked: there is $(cd "$work/in" && echo *), not $*"
    for name in "$@"; do
        cmp -s "$work/$name" "$work/in/$name" || fail "$asked: $name is not what was sent"
    done
}

# goes FIRST: the commands from the first that begins so, as on standard input, one a word.
goes() {
    tr ' ' '\n' | sed 's/_/ /' | sed '/^$/d' >"$work/wanted"
    sed -n "/^$1/,\$p" "$work/during" | sed '/^QUIT/d; /^DATA/d' >"$work/got"
    cmp -s "$work/wanted" "$work/got" || {
        fail "$asked: other commands were sent"
        diff "$work/wanted" "$work/got" | sed 's/^/    /'
    }
}

logins() {
    [ "$(grep -c '^USER' "$work/during")" = "$1" ] || fail "$asked: there were not $1 sessions"
}

# The second transfer shows the order; from the third on SIZE and the next EPSV stand behind.
serve <<'END'
{}
END
uploaded 0
goes 'STOR' <<'END'
STOR_(temporary) SIZE_(temporary) RNFR_(temporary) RNTO_a MDTM_a EPSV LIST
EPSV STOR_(temporary) NOOP SIZE_(temporary) RNFR_(temporary) RNTO_b
EPSV STOR_(temporary) SIZE_(temporary) EPSV RNFR_(temporary) RNTO_c
STOR_(temporary) SIZE_(temporary) EPSV RNFR_(temporary) RNTO_d
END
holds a b c d

# Under the name itself there is nothing to rename.
serve <<'END'
{}
END
uploaded 0 --set directUpload=true
goes 'STOR' <<'END'
STOR_a SIZE_a EPSV STOR_b NOOP SIZE_b EPSV STOR_c SIZE_c EPSV STOR_d SIZE_d EPSV
END
holds a b c d

# RNFR and RNTO leave in one piece: this server waits for both.
serve <<'END'
{"rules": [{"on": "RNFR c.*", "times": 1, "do": [{"expect": "RNTO"}, "550 not this", "503 RNFR first"]}]}
END
uploaded 1 --set returnApplicationErrorResponses=true
has out '"native":550'
goes 'RNTO b' <<'END'
RNTO_b EPSV STOR_(temporary) SIZE_(temporary) EPSV RNFR_(temporary) RNTO_c SIZE_c DELE_(temporary)
STOR_(temporary) SIZE_(temporary) EPSV RNFR_(temporary) RNTO_d
END
holds a b d

# RNFR refused and RNTO granted: it is looked at over a new session, and done.
serve <<'END'
{"rules": [{"on": "RNFR c.*", "times": 1, "do": ["550 not this"]}, {"on": "RNTO c", "times": 1, "do": ["250 done"]}]}
END
uploaded 0
logins 2
holds a b c d

# The connection ends in the place of the answer to RNTO, or with that to RNFR: it is looked at too.
serve <<'END'
{"rules": [{"on": "RNTO c", "times": 1, "do": [{"close": "control"}]}]}
END
uploaded 0
logins 2
holds a b c d
serve <<'END'
{"rules": [{"on": "RNFR c.*", "times": 1, "do": ["421 bye", {"close": "control"}]}]}
END
uploaded 0
logins 2
holds a b c d

# The server says goodbye to RNTO: it did not do it.
serve <<'END'
{"rules": [{"on": "RNTO c", "times": 1, "do": ["421 bye", {"close": "control"}]}]}
END
uploaded 4
has out '"native":421'
holds a b

# SIZE is refused in the middle, or answered there, with what has come so far: it is asked again in turn. EPSV waits.
for answer in '550 it is being written' '213 1'; do
    serve <<END
{"rules": [{"on": "STOR c.*", "do": ["150 x", {"expect": "SIZE"}, "$answer", {"keep": true}, "226 x"]}]}
END
    uploaded 0
    goes 'RNTO b' <<'END'
RNTO_b EPSV STOR_(temporary) SIZE_(temporary) EPSV SIZE_(temporary) RNFR_(temporary) RNTO_c
STOR_(temporary) SIZE_(temporary) RNFR_(temporary) RNTO_d
END
    holds a b c d
done

# Both are, in any of the four ways: none of it is taken for what became of the file, and the port is not used.
for size in '550 no' '213 1'; do
    for epsv in '425 no' '229 (|||40000|)'; do
        serve <<END
{"rules": [{"on": "STOR c.*", "do": ["150 x", {"expect": "SIZE"}, "$size", {"expect": "EPSV"}, "$epsv", {"keep": true}, "226 x"]}]}
END
        uploaded 0
        goes 'RNTO b' <<'END'
RNTO_b EPSV STOR_(temporary) SIZE_(temporary) EPSV SIZE_(temporary) RNFR_(temporary) RNTO_c
EPSV STOR_(temporary) SIZE_(temporary) RNFR_(temporary) RNTO_d
END
        logins 1
        holds a b c d
    done
done

# The file is refused after its bytes, whatever is said to the two behind it.
for size in '550 no' '213 4'; do
    for epsv in '425 no' '229 (|||40000|)'; do
        serve <<END
{"rules": [{"on": "STOR c.*", "do": ["150 x", {"keep": true}, "452 full", {"expect": "SIZE"}, "$size", {"expect": "EPSV"}, "$epsv"]}]}
END
        uploaded 1 --set returnApplicationErrorResponses=true
        has out '"native":452'
        unsent 'RNTO c'
        logins 1
        holds a b d
    done
done

# Refused before it began, with bytes on their way: nothing is there to take away.
serve <<'END'
{"rules": [{"on": "STOR c.*", "do": ["553 not here"]}]}
END
uploaded 1 --set returnApplicationErrorResponses=true
has out '"native":553'
unsent 'RNTO c'
logins 1
holds a b d

# The connection ends with no answer though bytes went: the whole document goes again.
serve <<'END'
{"rules": [{"on": "STOR c.*", "times": 1, "do": [{"close": "control"}]}]}
END
uploaded 0
logins 2
holds a b c d
serve <<'END'
{"rules": [{"on": "STOR c.*", "times": 1, "do": ["421 bye", {"close": "control"}]}]}
END
uploaded 0
logins 2
holds a b c d

# A size that is another one is asked for once more, and then believed: no RNFR goes.
serve <<'END'
{"rules": [{"on": "SIZE c.*", "times": 1, "do": ["213 3"]}]}
END
uploaded 0
holds a b c d
serve <<'END'
{"rules": [{"on": "SIZE c.*", "do": ["213 3"]}]}
END
uploaded 1 --set returnApplicationErrorResponses=true
has out 'ftp.data.size-mismatch'
unsent 'RNTO c'
holds a b d

# No answer to it, and a goodbye in its place: the file is not known to be whole, so it does not get its name.
serve <<'END'
{"rules": [{"on": "SIZE c.*", "times": 1, "do": [{"close": "control"}]}]}
END
uploaded 4
unsent 'RNTO c'
serve <<'END'
{"rules": [{"on": "SIZE c.*", "times": 1, "do": ["421 bye", {"close": "control"}]}]}
END
uploaded 4
unsent 'RNTO c'

# Late, but right.
serve <<'END'
{"rules": [{"on": "(SIZE|RNFR|RNTO) c.*|STOR d.*", "do": [{"sleep": 0.5}, {"usual": true}]}]}
END
uploaded 0
logins 1
holds a b c d

# A second completion where the size belongs: nobody can tell what comes then.
serve <<'END'
{"rules": [{"on": "STOR c.*", "times": 1, "do": ["150 x", {"keep": true}, "226 x", "226 again"]}]}
END
uploaded 4
unsent 'RNTO c'

# The next data connection is made while the file before is renamed. Nobody listens there: it is asked for over a new session.
closed=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
serve <<END
{"rules": [{"on": "STOR c.*", "times": 1, "do": ["150 x", {"keep": true}, "226 x", {"expect": "SIZE"}, "213 4",
    {"expect": "EPSV"}, "229 (|||$closed|)"]}]}
END
uploaded 0
logins 2
holds a b c d

# It stands before STOR: this server accepts it as soon as RNFR comes, and has nobody to wait for after.
serve <<'END'
{"rules": [{"on": "RNFR c.*", "times": 1, "do": [{"accept": true}, {"usual": true}]}]}
END
uploaded 0
logins 1
holds a b c d
finish
