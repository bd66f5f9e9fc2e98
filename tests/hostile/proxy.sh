#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# connection.proxy: proxies that misbehave, and what is said to them.
. "${srcdir:-.}/tests/hostile/setup.sh"

proxy=
trap 'stop_proxy; stop_serving; rm -rf "$work"' EXIT

stop_proxy() {
    [ -z "$proxy" ] || kill "$proxy" 2>/dev/null
    [ -z "$proxy" ] || wait "$proxy" 2>/dev/null
    proxy=
}

# member NAME VALUE: a member more of the connection, in JSON
member() {
    sed "s|\"userName\"|\"$1\": $2, \"userName\"|" "$work/conn.json" >"$work/conn.new"
    mv "$work/conn.new" "$work/conn.json"
}

# before MODE [WHO@]: a new server with one file, and a proxy before it
before() {
    serve <<'EOF'
{"files": {"/a": "abc"}}
EOF
    proxy_before "$@"
}

proxy_before() {
    stop_proxy
    : >"$work/proxy.port"
    : >"$work/proxy.log"
    python3 "${srcdir:-.}/tests/hostile/scripted_proxy.py" "$1" "$(cat "$work/port")" "$work/proxy.log" >"$work/proxy.port" &
    proxy=$!
    tries=0
    until [ -s "$work/proxy.port" ] || [ $tries -gt 200 ]; do
        sleep 0.05
        tries=$((tries + 1))
    done
    scheme=http
    case $1 in socks*) scheme=socks5 ;; esac
    member proxy "\"$scheme://${2-}127.0.0.1:$(cat "$work/proxy.port")\""
}

# told TEXT...: lines that the proxy got
told() {
    for text in "$@"; do
        grep -qF -e "$text" "$work/proxy.log" || {
            fail "$asked: the proxy never got: $text"
            sed 's/^/    /' "$work/proxy.log"
        }
    done
}

# --- what goes through

# The greeting comes in one segment with the proxy's answer, and so does the data.
for mode in http socks bytes; do
    before $mode
    ftp 0 get a --out "$work/in"
    [ "$(cat "$work/in/a")" = abc ] || fail "$mode: a is not whole"
    ftp 0 create "$work/conn.json"
    ftp 0 list
    has out '"outputs":2'
    told "127.0.0.1:$(cat "$work/port")"
    [ "$(wc -l <"$work/proxy.log")" -ge 5 ] || fail "$mode: data went past the proxy"
done

# The proxy resolves the name, for data too; the host of a 227 does not count, unless the connection says so.
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "EPSV", "do": ["500 what"]}, {"on": "PASV", "do": [{"pasv": "127,0,0,9"}]}]}
END
proxy_before socks
member host '"no-such-host.invalid"'
sed -i 's/"host": "127.0.0.1", //' "$work/conn.json"
ftp 0 get a --out "$work/in"
[ "$(grep -c 'SOCKS no-such-host.invalid:' "$work/proxy.log")" = 2 ] || fail 'the name was not left to the proxy'
member passiveAddress '"reply"'
rm -rf "$work/in"
ftp 0 get a --out "$work/in"
told 'SOCKS 127.0.0.9:'

# A live test says that there is a proxy.
before http 'me@'
expect 0 test ftp -c "$work/conn.json" --json
has out "\"proxy\":\"http://127.0.0.1:$(cat "$work/proxy.port")\""
lacks out 'me@'

# --- what does not

# failing MODE ID: the login never begins
failing() {
    before "$1"
    ftp 4 get a --out "$work/in"
    has out "\"id\":\"$2\""
    unsent 'USER tester'
}

failing garbage ftp.proxy.protocol
failing flood ftp.proxy.protocol
failing line ftp.proxy.protocol
failing interim ftp.proxy.protocol
failing close ftp.proxy.unavailable
failing socks-garbage ftp.proxy.protocol
failing socks-method ftp.proxy.protocol

# The Connection Timeout is the proxy's too, and so is the end of the call.
for mode in silent half socks-silent socks-half; do
    before $mode
    sed -i 's/"connectionTimeout": 10000/"connectionTimeout": 600/' "$work/conn.json"
    began=$(date +%s%N)
    ftp 4 get a --out "$work/in"
    [ $((($(date +%s%N) - began) / 1000000)) -lt 3000 ] || fail "$mode: it was waited for too long"
    has out '"id":"ftp.connect.timeout"' 'the proxy'
    before $mode
    began=$(date +%s%N)
    ftp 4 get a --out "$work/in" --timeout 0.5
    [ $((($(date +%s%N) - began) / 1000000)) -lt 2500 ] || fail "$mode: the end of the call was not seen"
    has out '"outcome":"TIMEOUT"'
done

# cancelled MODE LINES: SIGTERM, once the proxy logged so many, ends it within a second
cancelled() {
    before "$1"
    "$PWD/hawser" run ftp get -c "$work/conn.json" --json a --out "$work/in" >"$work/out" 2>"$work/err" &
    running=$!
    tries=0
    until [ "$(wc -l <"$work/proxy.log")" -ge "$2" ] || [ $tries -gt 100 ]; do
        sleep 0.05
        tries=$((tries + 1))
    done
    began=$(date +%s%N)
    kill "$running"
    wait "$running"
    got=$?
    asked="cancelled, $1"
    [ $((($(date +%s%N) - began) / 1000000)) -lt 1000 ] || fail "$asked: it took too long"
    same "$got" 130
}

cancelled silent 1
cancelled socks-silent 1
cancelled silent-data 2

# Data connections that the proxy does not make.
before refuse-data
ftp 4 get a --out "$work/in"
has out '"id":"ftp.proxy.refused"' '503 No? way'
sent 'USER tester' EPSV PASV
before flood-data
ftp 4 get a --out "$work/in"
has out '"id":"ftp.proxy.protocol"'
before silent-data
ftp 4 get a --out "$work/in" --timeout 1
has out '"outcome":"TIMEOUT"'

# --- validation

# invalid CODE TEXT...
invalid() {
    expect 3 run ftp get -c "$work/conn.json" --json a --out "$work/in"
    cat "$work/err" >>"$work/out"
    has out "$@"
}

before http
sed -i 's/"connectionMode": "passive"/"connectionMode": "active"/' "$work/conn.json"
invalid ftp.config.active-proxy 'Connection Mode' 'Proxy'

serve <<'END'
{"files": {"/a": "abc"}}
END
cp "$work/conn.json" "$work/plain.json"
member proxy '"http://me:tr0mb0ne@127.0.0.1:3128"'
invalid ftp.config.proxy-password-in-clear 'Proxy Password'
lacks out tr0mb0ne
for url in 'ftp://proxy' 'http://' 'http://proxy:99999' 'http://proxy/path' 'socks5://@proxy'; do
    cp "$work/plain.json" "$work/conn.json"
    member proxy "\"$url\""
    invalid '"ftp.config.proxy"'
done
unsent 'USER tester'
finish
