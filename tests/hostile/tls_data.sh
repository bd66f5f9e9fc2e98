#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# TLS of data connections that changes on the way: sessions that are no longer resumed, and another certificate.
. "${srcdir:-.}/tests/hostile/setup.sh"

# Two certificates for the same host, by authorities that are both trusted.
HAWSER_TRUST_DIR=$work/trust
export HAWSER_TRUST_DIR
mkdir -p "$HAWSER_TRUST_DIR"
for one in first second; do
    mkdir "$work/$one"
    "$PWD/tests/support/serve" pyftpdlib --tls explicit --pki "$work/$one" </dev/null >"$work/other" 2>/dev/null
    [ -s "$work/$one/server-chain.pem" ] || {
        echo 'SKIP: no pyftpdlib to make certificates with'
        exit 77
    }
    cp "$work/$one/server-ca.pem" "$HAWSER_TRUST_DIR/$one.pem"
done
first='"certificate": ["'$work'/first/server-chain.pem", "'$work'/first/server-key.pem"]'
second='"otherCertificate": ["'$work'/second/server-chain.pem", "'$work'/second/server-key.pem"]'
start='{"on": "AUTH TLS", "do": ["234 go on", {"tls": "control"}]}, {"on": "(PBSZ|PROT) .*", "do": ["200 ok"]}'
files='"files": {"/a": "aaa", "/b": "bbb", "/c": "ccc"}'

# secured: a server as on standard input, over explicit TLS
secured() {
    serve
    sed -i 's/"sslMode": "none"/"sslMode": "explicit"/' "$work/conn.json"
}

# sends NAME ACTION,: a rule for that file, and what is done before it goes
sends() {
    echo '{"on": "RETR '"$1"'", "do": ["150 x", '"$2"' {"tls": "data"}, {"send": "'"$1$1$1"'"}, {"notify": "data"}, {"close": "data"}, "226 x"]}'
}
other='{"tls": "data", "other": true}'
end='{"notify": "data"}, {"close": "data"}, "226 x"'

# With the newest version, and with TLS 1.2 where tickets come before the end of a handshake.
for version in '' '"newest": "1.2",'; do
    # protocol.T7: tickets that were good a moment ago are not taken any more: a handshake in full, and nothing is lost
    secured <<END
{$first, $version "tickets": true, $files, "rules": [$start, $(sends a ''), $(sends b '{"forget": "tickets"},'), $(sends c '')]}
END
    ftp 0 get a b c --out "$work/in" --set deleteAfterReading=true
    same "$(cat "$work/in/a" "$work/in/b" "$work/in/c")" aaabbbccc
    same "$(grep '^TLS' "$work/commands" | head -n 2 | tr '\n' ' ')" 'TLS resumed TLS new '
    sent 'DELE a' 'DELE b' 'DELE c'

    # ... and the certificate is another one now: it is trusted, and for this host, but not that of the control connection
    # (protocol.T6). Nothing is taken from there, deleted or told.
    secured <<END
{$first, $second, $version "tickets": true, $files, "rules": [$start, $(sends a ''),
 {"on": "RETR b", "do": ["150 x", {"forget": "tickets"}, $other, {"send": "bbb"}, $end]}]}
END
    ftp 4 get a b --out "$work/in" --set deleteAfterReading=true --set-connection maxRetries=0
    has out '"id":"ftp.tls.data-identity"'
    same "$(ls -A "$work/in")" a
    sent 'DELE a'
    unsent 'DELE b'
    printf secret >"$work/new"
    for option in createUniqueName overwrite append; do
        secured <<END
{$first, $second, $version "files": {"/new": "old"}, "rules": [$start, {"on": "(STOR|APPE) .*", "do": ["150 x", $other, {"keep": true}, $end]},
 {"on": "LIST", "do": ["150 x", {"tls": "data"}, $end]}]}
END
        ftp 4 create "$work/new" --set actionIfFileExists=$option --set-connection maxRetries=0
        # Who else was there may have had something appended.
        if [ $option = append ]; then
            has out '"status":"UNKNOWN"' 'showed another certificate'
        else
            has out '"id":"ftp.tls.data-identity"'
        fi
        ! grep -q '^DATA [1-9]' "$work/commands" || fail "$asked: bytes were sent to another"
        ! grep -q '^RNTO' "$work/commands" || fail "$asked: something got its name"
    done
    secured <<END
{$first, $second, $version $files, "rules": [$start, {"on": "LIST", "do": ["150 x", $other,
 {"send": "-rw-r--r-- 1 u g 3 Jan 02 2024 a\r\n"}, $end]}]}
END
    ftp 4 query --out "$work/in" --set deleteAfterReading=true
    has out '"id":"ftp.tls.data-identity"'
    unsent 'RETR a' 'DELE a'
done
finish
