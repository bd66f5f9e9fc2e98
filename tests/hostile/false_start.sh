#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# TLS 1.2 with a real server: what leaves before the server's end of the handshake is there (RFC 7918).
. "${srcdir:-.}/tests/hostile/setup.sh"
serving=
trap 'end_serving; rm -rf "$work"' EXIT
mkfifo "$work/alive"
HAWSER_TRUST_DIR=$work/trust
HAWSER_STATE_DIR=$work/state
export HAWSER_TRUST_DIR HAWSER_STATE_DIR
mkdir "$work/trust"

end_serving() {
    [ -z "$serving" ] || exec 9>&-
    [ -z "$serving" ] || wait "$serving"
    serving=
}

# member NAME: of the line in which the server says where it is
member() {
    sed 's/.*"'"$1"'": *"\{0,1\}\([^",}]*\).*/\1/' "$work/server.json"
}

# A server whose data connections have to resume the session: so its ticket must have been taken.
"$PWD/tests/support/serve" vsftpd --tls explicit --tls-version 1.2 --reuse required --pki "$work" \
    <"$work/alive" >"$work/server.json" 2>"$work/server.err" &
serving=$!
exec 9>"$work/alive"
tries=0
until [ -s "$work/server.json" ] || ! kill -0 "$serving" 2>/dev/null || [ $tries -gt 150 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
[ -s "$work/server.json" ] || {
    echo "SKIP: no vsftpd: $(cat "$work/server.err")"
    exit 77
}
cp "$work/server-ca.pem" "$work/trust"
GATE_PASSWORD=$(member password)
export GATE_PASSWORD
printf abc >"$(member local_directory)/a"

# gate WAY [MEMBERS]: a forwarder, and a connection through it
gate() {
    : >"$work/port"
    rm -f "$work/seen"
    python3 "${srcdir:-.}/tests/hostile/tls_gate.py" "$(member port)" "$1" "$work/seen" >"$work/port" &
    gate=$!
    tries=0
    until [ -s "$work/port" ] || [ $tries -gt 200 ]; do
        sleep 0.05
        tries=$((tries + 1))
    done
    cat >"$work/conn.json" <<END
{"host": "127.0.0.1", "port": $(cat "$work/port"), "sslMode": "explicit", "userName": "$(member user)", "parallelism": 1,
 "password": {"\$secret": "env:GATE_PASSWORD"}, "remoteDirectory": "$(member directory)", "maxRetries": 0${2-}}
END
}

# saw LINE: what the forwarder wrote there
saw() {
    wait "$gate"
    sed -n "$1p" "$work/seen"
}

# USER does not wait, and the data connection resumes.
gate hold
ftp 0 get a --out "$work/in"
has out '"status":"SUCCESS"'
[ "$(cat "$work/in/a")" = abc ] || fail 'a is not whole'
same "$(saw 1)" early

# An end that was tampered with: USER went, and the password stays.
gate break
ftp 4 get a --out "$work/broken"
has out '"id":"ftp.'
lacks out 'SUCCESS' "$GATE_PASSWORD"
lacks err "$GATE_PASSWORD"
same "$(saw 2)" 1
[ ! -e "$work/broken/a" ] || fail 'a file came all the same'

# vsftpd asks for a certificate of ours, and may refuse it: all of the handshake comes first.
gate hold ', "clientCertificate": {"certificate": "'"$work"'/server-chain.pem", "key": "'"$work"'/server-key.pem"}'
ftp 0 get a --out "$work/in2"
same "$(saw 1)" waited

finish
