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
finish
