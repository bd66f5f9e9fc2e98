#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# TLS by script: begun, ended and left out where no real server would.
. "${srcdir:-.}/tests/hostile/setup.sh"

# Certificates, by a server that is not needed for more.
"$PWD/tests/support/serve" pyftpdlib --tls explicit --pki "$work" </dev/null >"$work/other" 2>/dev/null
[ -s "$work/server-chain.pem" ] || {
    echo 'SKIP: no pyftpdlib to make certificates with'
    exit 77
}
HAWSER_TRUST_DIR=$work/trust
export HAWSER_TRUST_DIR
mkdir -p "$HAWSER_TRUST_DIR"
cp "$work/server-ca.pem" "$HAWSER_TRUST_DIR"
certificate='"certificate": ["'$work'/server-chain.pem", "'$work'/server-key.pem"]'
auth='{"on": "AUTH TLS", "do": ["234 go on", {"tls": "control"}]}, {"on": "(PBSZ|PROT) .*", "do": ["200 ok"]}'

# secured: a server as on standard input, over explicit TLS
secured() {
    serve
    sed -i 's/"sslMode": "none"/"sslMode": "explicit"/' "$work/conn.json"
}

# Both connections, in order.
secured <<END
{$certificate, "files": {"/a": "abc"}, "rules": [$auth,
 {"on": "RETR a", "do": ["150 x", {"tls": "data"}, {"send": "abc"}, {"notify": "data"}, {"close": "data"}, "226 x"]}]}
END
ftp 0 get a --out "$work/in"
[ "$(cat "$work/in/a")" = abc ] || fail 'a is not whole'
sent 'PBSZ 0' 'PROT P'

# protocol.D7: the completion before the handshake, and before the bytes
secured <<END
{$certificate, "files": {"/a": "abc"}, "rules": [$auth,
 {"on": "RETR a", "do": ["150 x", "226 x", {"tls": "data"}, {"send": "abc"}, {"sleep": 0.2}, {"notify": "data"}, {"close": "data"}]}]}
END
ftp 0 get a --out "$work/in"
[ "$(cat "$work/in/a")" = abc ] || fail 'a is not whole after an early 226'

# protocol.T9: all bytes and the completion, but no close_notify
secured <<END
{$certificate, "files": {"/a": "abc"}, "rules": [$auth,
 {"on": "RETR a", "do": ["150 x", {"tls": "data"}, {"send": "abc"}, {"close": "data"}, "226 x"]}]}
END
ftp 4 get a --out "$work/in"
has out '"id":"ftp.tls.truncated"'
[ ! -e "$work/in/a" ] || fail 'a cut file was published'

# protocol.T5: bytes in clear where the handshake belongs
secured <<END
{$certificate, "files": {"/a": "abc"}, "rules": [$auth,
 {"on": "RETR a", "do": ["150 x", {"send": "abc"}, {"close": "data"}, "226 x"]}]}
END
ftp 4 get a --out "$work/in" --set-connection maxRetries=0
has out '"id":"ftp.tls.'
[ ! -e "$work/in/a" ] || fail 'a file in clear was published'

# PROT is refused: no data connection is opened in clear
secured <<END
{$certificate, "files": {"/a": "abc"}, "rules": [{"on": "PROT .*", "do": ["534 no"]}, $auth]}
END
ftp 4 get a --out "$work/in"
unsent EPSV PASV 'RETR a'
# protocol.T6: what plain commands of OpenSSL make of a private authority is believed, also with an odd serial number, but not
# one of 21 octets
if command -v openssl >/dev/null; then
    openssl req -x509 -newkey rsa:2048 -nodes -subj '/CN=Private CA' -keyout "$work/ca.key" -out "$HAWSER_TRUST_DIR/private.pem" 2>/dev/null
    openssl req -newkey rsa:2048 -nodes -subj '/CN=ftp' -keyout "$work/leaf.key" -out "$work/leaf.req" 2>/dev/null
    echo 'subjectAltName = IP:127.0.0.1' >"$work/leaf.ext"
    while read -r serial status; do
        openssl x509 -req -in "$work/leaf.req" -CA "$HAWSER_TRUST_DIR/private.pem" -CAkey "$work/ca.key" -extfile "$work/leaf.ext" \
            -set_serial "$serial" -days 2 -out "$work/leaf.pem" 2>/dev/null || fail "openssl makes no serial number $serial"
        secured <<END
{"certificate": ["$work/leaf.pem", "$work/leaf.key"], "files": {"/a": "abc"}, "rules": [$auth,
 {"on": "RETR a", "do": ["150 x", {"tls": "data"}, {"send": "abc"}, {"notify": "data"}, {"close": "data"}, "226 x"]}]}
END
        asked="the serial number $serial"
        ftp "$status" get a --out "$work/in"
        [ "$status" = 0 ] || has out '"id":"ftp.tls.untrusted"' 'more than 20 octets'
    done <<'END'
0 0
1 0
0xff02030405060708090a0b0c0d0e0f1011121314 0
0x0102030405060708090a0b0c0d0e0f101112131415 4
END
fi
finish
