# SPDX-License-Identifier: Apache-2.0
# Read by the tests that kill the program at a step that a scripted server holds up.
# shellcheck shell=sh
kills=0
offered= # more features: , "NAME"...

# start RULE...: a server where those commands take long, after what they do
start() {
    held=${2:-'{}'}
    rm -rf "$work/state"
    serve <<END
{"features": ["SIZE", "MDTM", "REST STREAM", "MKD"$offered], "files": $held, "rules": [$1]}
END
}

# kill_at COMMAND ARGUMENT...: a run of Create that is killed once the server got that command
kill_at() {
    command=$1
    shift
    kill_run_at "$command" create "$work/f" "$@"
}

# kill_run_at COMMAND ACTION ARGUMENT...
kill_run_at() {
    command=$1
    action=$2
    shift 2
    : >"$work/commands"
    "$PWD/hawser" run ftp "$action" -c "$work/conn.json" --json "$@" >"$work/killed" 2>&1 &
    victim=$!
    tries=0
    until grep -qx -e "$command" "$work/commands" || [ $tries -gt 100 ]; do
        sleep 0.05
        tries=$((tries + 1))
    done
    sleep 0.1
    kill -9 $victim
    wait $victim 2>"$work/null"
    same $? 137
    grep -qx -e "$command" "$work/commands" || fail "killed too early: no $command"
    kills=$((kills + 1))
    : >"$work/commands"
}

# holds NAME CONTENT: the file on the server
holds() {
    rm -rf "$work/in"
    ftp 0 get "$1" --out "$work/in"
    same "$(cat "$work/in/$1" 2>"$work/null")" "$2"
}

# names NAME...: all that is on the server
names() {
    ftp 0 list
    same "$(sed 's/"fileName"/\n&/g' "$work/out" | sed -n 's/^"fileName": *"\([^"]*\)".*/\1/p' | sort -u | tr '\n' ' ')" "$* "
}
