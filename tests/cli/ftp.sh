#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The program, the connector and a server, as a person would use them. Skipped where there is no server.
. "${srcdir:-.}/tests/cli/setup.sh"
HAWSER_CONNECTOR_PATH=$PWD/.libs
[ -e "$HAWSER_CONNECTOR_PATH/ftp.so" ] || exit 77
[ -x tests/support/serve ] || exit 77

# The server ends when its standard input does, so it can't outlive this script.
mkfifo "$work/alive"
for kind in pyftpdlib vsftpd; do
    tests/support/serve $kind --tls explicit <"$work/alive" >"$work/server.json" 2>"$work/server.err" &
    server=$!
    exec 9>"$work/alive"
    tries=0
    until [ -s "$work/server.json" ] || ! kill -0 $server 2>/dev/null || [ $tries -gt 100 ]; do
        sleep 0.1
        tries=$((tries + 1))
    done
    [ ! -s "$work/server.json" ] || break
    exec 9>&-
    wait $server
done
[ -s "$work/server.json" ] || exit 77

# member NAME: a value of the server's line
member() {
    sed 's/.*"'"$1"'": *"\{0,1\}\([^",}]*\).*/\1/' "$work/server.json"
}
cat >"$work/conn.json" <<END
{"host": "$(member host)", "port": $(member port), "userName": "$(member user)", "sslMode": "explicit",
 "password": {"\$secret": "env:SERVER_PASSWORD"}, "remoteDirectory": "$(member directory)"}
END
SERVER_PASSWORD=$(member password)
export SERVER_PASSWORD

# A starter is valid as a draft.
expect 0 init ftp
cp "$work/out" "$work/starter.json"
has out '"$secret": "env:HAWSER_PASSWORD"'
expect 0 validate ftp -c "$work/starter.json" --draft
expect 0 validate ftp -c "$work/conn.json"
expect 2 validate ftp -c "$work/conn.json" --set-connection "password=$SERVER_PASSWORD"
lacks err "$SERVER_PASSWORD"
SERVER_VARIABLE=$SERVER_PASSWORD
unset SERVER_PASSWORD
expect 3 run ftp list -c "$work/conn.json"
has err 'SERVER_PASSWORD'
SERVER_PASSWORD=$SERVER_VARIABLE
export SERVER_PASSWORD

# Nobody trusts the server, until its certificate is deployed.
expect 4 test ftp -c "$work/conn.json"
has out 'FAIL  tls' 'hint: '
expect 0 trust fetch ftp -c "$work/conn.json" --yes --for "$(member host)"
has out 'deployed '
expect 0 test ftp -c "$work/conn.json"
has out 'warn  tls' 'expires soon' 'ok    auth' 'data-channel' 'profile'
lacks out FAIL

echo one >"$work/a.csv"
echo two >"$work/b c.csv"
expect 0 run ftp create -c "$work/conn.json" "$work/a.csv" "$work/b c.csv"
has out 'File Name' 'a.csv' 'b c.csv'
has err '2 of 2 done'
expect 1 run ftp create -c "$work/conn.json" "$work/a.csv"
has err 'a.csv'
expect 0 run ftp list -c "$work/conn.json" --filter 'fileName like "a*"' --json
same "$(grep -c '"record"' "$work/out")" 1
has out '"fileName":"a.csv"'
expect 0 run ftp query -c "$work/conn.json" --filter 'fileName = "b c.csv"' --out "$work/in"
same "$(cat "$work/in/b c.csv")" two
expect 0 run ftp get -c "$work/conn.json" a.csv --out -
same "$(cat "$work/out")" one
expect 0 run ftp get -c "$work/conn.json" nothing --out "$work/in"
has out 'nothing  nothing to deliver'
expect 1 run ftp delete -c "$work/conn.json" nothing
has err 'nothing' 'hint: '
expect 0 run ftp delete -c "$work/conn.json" a.csv --verbose
has err '> DELE'
lacks err "$SERVER_PASSWORD"
exec 9>&-
wait $server
finish
