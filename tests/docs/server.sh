# SPDX-License-Identifier: Apache-2.0
# Read by tests that need a real FTP server: starts one on loopback, and ends it with the test. Wants $work.
# shellcheck shell=sh

# member NAME: a value of the line in which the server says where it is
member() {
    sed 's/.*"'"$1"'": *"\{0,1\}\([^",}]*\).*/\1/' "$work/server.json"
}

# start KIND: false where there is no such server. It ends when its standard input does.
start() {
    tests/support/serve "$1" --tls explicit <"$work/alive" >"$work/server.json" 2>"$work/server.err" &
    server=$!
    exec 9>"$work/alive"
    tries=0
    until [ -s "$work/server.json" ] || ! kill -0 "$server" 2>/dev/null || [ "$tries" -gt 150 ]; do
        sleep 0.1
        tries=$((tries + 1))
    done
    [ ! -s "$work/server.json" ] || return 0
    exec 9>&-
    wait "$server"
    server=
    return 1
}

# connection VARIABLE: the JSON of a connection whose password stands in that variable of the environment
connection() {
    cat <<END
{"host": "$(member host)", "port": $(member port), "sslMode": "explicit", "userName": "$(member user)",
 "password": {"\$secret": "env:$1"}, "remoteDirectory": "$(member directory)"}
END
}

end_server() {
    exec 9>&-
    [ -z "${server-}" ] || wait "$server"
}

skip() {
    echo "skipped: $*"
    exit 77
}

mkfifo "$work/alive" || exit 99
HAWSER_CONNECTOR_PATH=$PWD/.libs
HAWSER_TRUST_DIR=$work/trust
HAWSER_STATE_DIR=$work/state
export HAWSER_CONNECTOR_PATH HAWSER_TRUST_DIR HAWSER_STATE_DIR
unset HAWSER_CA_BUNDLE || :
