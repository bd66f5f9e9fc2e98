# SPDX-License-Identifier: Apache-2.0
# Read by the tests of the FTP connector against a server that misbehaves.
# shellcheck shell=sh
. "${srcdir:-.}/tests/cli/setup.sh"
python3 -c 'import socket, json' 2>/dev/null || {
    echo 'SKIP: no python3'
    exit 77
}
HAWSER_CONNECTOR_PATH=$PWD/.libs
# A fault may be that it never ends, or takes what memory there is: each run has a bound for both, and the kernel says what it took.
run_seconds=30
run_kib=20000
: >"$work/costs"
# A sanitizer's memory is not ours.
! nm "$PWD/.libs/ftp.so" 2>/dev/null | grep -qE '__(asan|tsan)_init' || run_kib=900000
cat >"$work/hawser" <<END
#!/bin/sh
"$PWD/tests/bench/timed" "$work/cost.\$\$" timeout -s KILL $run_seconds "$program" "\$@"
read -r cost <"$work/cost.\$\$"
echo "\$cost \$1 \$2 \$3" >>"$work/costs"
status=\${cost#*\"status\":}
exit "\${status%%,*}"
END
chmod +x "$work/hawser"
program=$work/hawser
peer=
trap 'stop_serving; rm -rf "$work"' EXIT

stop_serving() {
    [ -z "$peer" ] || kill "$peer" 2>/dev/null
    [ -z "$peer" ] || wait "$peer" 2>/dev/null
    peer=
}

# serve: a new server by the script on standard input, and a connection to it.
serve() {
    stop_serving
    cat >"$work/script.json"
    : >"$work/commands"
    : >"$work/port"
    python3 "${srcdir:-.}/tests/hostile/scripted_server.py" "$work/script.json" "$work/commands" >"$work/port" &
    peer=$!
    tries=0
    until [ -s "$work/port" ] || [ $tries -gt 200 ]; do
        sleep 0.05
        tries=$((tries + 1))
    done
    # One session, so that the log of commands is that of one: parallel.sh sets others.
    echo '{"host": "127.0.0.1", "port": '"$(cat "$work/port")"', "connectionMode": "passive", "sslMode": "none",
        "userName": "tester", "readTimeout": 10000, "connectionTimeout": 10000,
        "parallelism": 1}' >"$work/conn.json"
    rm -rf "$work/in"
}

# finish: as for every test of the program, once no run took more than it may
finish() {
    awk -F '[:,}]' -v kib="$run_kib" '
        $10 > kib { print "FAIL: over " kib " KiB: " $0; bad = 1 }
        $2 == 137 { print "FAIL: it did not end: " $0; bad = 1 }
        $10 > most { most = $10 }
        $4 > longest { longest = $4 }
        END { if (NR) print NR " runs of at most " most " KiB and " longest " s"; exit bad }' "$work/costs" || failures=$((failures + 1))
    [ "$failures" -eq 0 ] || exit 1
    exit 0
}

# ftp STATUS ACTION ARGUMENT...: one run, with its documents and results in JSON.
ftp() {
    wanted_status=$1
    action=$2
    shift 2
    expect "$wanted_status" run ftp "$action" -c "$work/conn.json" --json "$@"
}

# sent TEXT...: commands that the server got; unsent likewise
sent() {
    for text in "$@"; do
        grep -qxF -e "$text" "$work/commands" || {
            fail "$asked: the server never got: $text"
            sed 's/^/    /' "$work/commands"
        }
    done
}

unsent() {
    for text in "$@"; do
        ! grep -qxF -e "$text" "$work/commands" || fail "$asked: the server got: $text"
    done
}
