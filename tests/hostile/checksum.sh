#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# connection.receiptHash: bytes that change on the way, and servers whose checksums are of no use.
. "${srcdir:-.}/tests/hostile/setup.sh"
printf abcdef >"$work/f"
abcdef=bef57ec7f53a6d40beb640a780a639c83bc29ac8a9816f1fc6c5c6dcd93c4721
all='"SIZE", "MDTM", "UTF8", "HASH SHA-256*;MD5", "XSHA256", "XSHA1", "XMD5", "XCRC"'

# hash: the connection of serve, with checksums
hash() {
    sed 's|"userName"|"receiptHash": "sha256", "userName"|' "$work/conn.json" >"$work/conn.new"
    mv "$work/conn.new" "$work/conn.json"
}

# A byte that changes on its way down: nothing is delivered and nothing deleted. Only Receipt Hash sees it.
for offered in "$all" '"SIZE", "XSHA256"' '"SIZE", "XSHA1"' '"SIZE", "XMD5"' '"SIZE", "XCRC"'; do
    serve <<END
{"features": [$offered], "files": {"/a": "abcdef"},
 "rules": [{"on": "RETR a", "do": ["150 x", {"send": "abXdef"}, {"close": "data"}, "226 done"]}]}
END
    ftp 0 get a --out "$work/in"
    rm -rf "$work/in"
    hash
    ftp 1 get a --out "$work/in" --set deleteAfterReading=true
    has out '"id":"ftp.data.hash-mismatch"'
    unsent 'DELE a'
    [ ! -e "$work/in/a" ] || fail "$asked: a is there"
    ftp 1 query --out "$work/in" --set deleteAfterReading=true
    has out '"id":"ftp.data.hash-mismatch"'
    unsent 'DELE a'
done

# On its way up: the temporary file is removed, the old one stays.
for offered in "$all" '"SIZE", "XMD5"' '"SIZE", "XCRC"'; do
    serve <<END
{"features": [$offered], "files": {"/f": "old"},
 "rules": [{"on": "HASH .*", "do": ["213 SHA-256 0-5 ${abcdef%1}2 f"]},
           {"on": "XMD5 .*", "do": ["250 e80b5017098950fc58aad83c8c14978f"]},
           {"on": "XCRC .*", "do": ["250 00000000"]}]}
END
    hash
    ftp 1 create "$work/f" --set actionIfFileExists=overwrite
    has out '"id":"ftp.data.hash-mismatch"'
    same "$(grep -c '^DELE f.hawser.*part$' "$work/commands")" 1
    same "$(grep -c '^RNTO' "$work/commands")" 0
done

# The true one holds, in each kind; and the receipt has the SHA-256 whatever the server's kind is.
for offered in "$all" '"SIZE", "XSHA256"' '"SIZE", "XSHA1"' '"SIZE", "XMD5"' '"SIZE", "XCRC"'; do
    serve <<END
{"features": [$offered], "files": {"/a b": "abcdef"}}
END
    hash
    ftp 0 create "$work/f"
    has out '"verified":["reply","eof","size","hash"]' "\"sha256\":\"$abcdef\""
    ftp 0 get 'a b' --out "$work/in"
    has out '"verified":["reply","eof","size","hash"]' "\"sha256\":\"$abcdef\""
done

# Answers that are none: the file is delivered, and no checksum claimed. It is not asked again.
for answer in "213 SHA-1 0-5 $abcdef a" "213 SHA-256 0-4 $abcdef a" "213 SHA-256 1-5 $abcdef a" "213 $abcdef" \
    "213 SHA-256 0-5 ${abcdef}00 a" '213 SHA-256 0-5' '213' '500 what?' '550 may not' '552 too much' '350 go on'; do
    serve <<END
{"features": ["SIZE", "HASH SHA-256"], "files": {"/a": "abcdef", "/b": "abcdef"},
 "rules": [{"on": "HASH .*", "do": ["$answer"]}]}
END
    hash
    ftp 0 query --out "$work/in"
    has out '"verified":["reply","eof","size"]' "\"sha256\":\"$abcdef\""
    same "$(grep -c '^HASH' "$work/commands")" 1
done

# One that can't be chosen is not asked for, and one that is busy is asked again.
serve <<'END'
{"features": ["SIZE", "HASH SHA-256"], "files": {"/a": "abcdef", "/b": "abcdef"},
 "rules": [{"on": "OPTS HASH.*", "do": ["501 no"]}]}
END
hash
ftp 0 query --out "$work/in"
same "$(grep -c '^HASH' "$work/commands")" 0
same "$(grep -c '^OPTS HASH' "$work/commands")" 1
serve <<'END'
{"features": ["SIZE", "HASH SHA-256"], "files": {"/a": "abcdef", "/b": "abcdef"},
 "rules": [{"on": "HASH a", "do": ["450 busy"]}]}
END
hash
ftp 0 query --out "$work/in"
same "$(grep -c '^HASH' "$work/commands")" 2
has out '"verified":["reply","eof","size"]' '"verified":["reply","eof","size","hash"]'

# No answer in time, or a goodbye: over a new session the file is finished, and no checksum asked for any more.
for action in '{"sleep": 3}' '"421 bye", {"close": "control"}' '{"close": "control"}'; do
    serve <<END
{"features": ["SIZE", "HASH SHA-256"], "directories": ["/d"], "rules": [{"on": "HASH .*", "do": [$action]}]}
END
    hash
    sed 's|"readTimeout": 10000|"readTimeout": 500, "remoteDirectory": "/d"|' "$work/conn.json" >"$work/conn.new"
    mv "$work/conn.new" "$work/conn.json"
    cp "$work/f" "$work/g"
    ftp 0 create "$work/f" "$work/g"
    sent 'RNTO f' 'RNTO g'
    same "$(grep -c '^HASH' "$work/commands")" 1
    same "$(grep -c '^USER' "$work/commands")" 2
done

# One that is waited for can be cancelled.
serve <<'END'
{"features": ["SIZE", "HASH SHA-256"], "files": {"/a": "abcdef"}, "rules": [{"on": "HASH .*", "do": [{"sleep": 20}]}]}
END
hash
ftp 4 get a --out "$work/in" --timeout 0.5 --set deleteAfterReading=true
has out '"outcome":"TIMEOUT"'
unsent 'DELE a'

# Without it nothing is asked.
serve <<END
{"features": [$all], "files": {"/a": "abcdef"}}
END
ftp 0 get a --out "$work/in"
ftp 0 create "$work/f"
same "$(grep -cE '^(HASH|OPTS HASH|XSHA256|XSHA1|XMD5|XCRC)' "$work/commands")" 0
lacks out sha256

# An upload goes on only at bytes that are the document's: the server's three are not.
lost='{"on": "STOR .*", "times": 1, "do": ["150 x", {"sleep": 0.2}, {"close": "control"}]}'
looks='{"on": "SIZE f.hawser.*part", "times": 2, "do": ["213 3"]}'
whole='{"on": "SIZE f.hawser.*part", "do": ["213 6"]}'
restart='{"on": "REST 3", "do": ["350 go on"]}'
for crc in 'abX:97DE5F77:6' 'abc:352441C2:3' '?:none:3' ; do
    rest=${crc#*:}
    serve <<END
{"features": ["SIZE", "XCRC"], "rules": [$lost, $looks, $whole, $restart, {"on": "XCRC .*", "do": ["250 ${rest%:*}"]}]}
END
    ftp 0 create "$work/f"
    same "$(grep '^DATA' "$work/commands" | tail -n 1)" "DATA ${rest#*:}"
done
finish
