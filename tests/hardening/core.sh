#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What a crash leaves behind holds no password: of a run that has logged in, and waits, the core is searched.
. "${srcdir:-.}/tests/hostile/setup.sh"
program=$PWD/hawser
literal=Literal-4711-Geheimnis
fromfile=File-0815-Secret-Words
visible=tester-visible-4242

# dump CONNECTION: the core of a run, as $work/core, while it waits for a listing; false where this machine makes none
dump() {
    rm -rf "$work/run" "$work/core"
    mkdir "$work/run"
    (
        cd "$work/run" || exit 99
        ulimit -c unlimited 2>/dev/null
        exec "$program" run ftp list -c "$1" >"$work/out" 2>"$work/err"
    ) &
    runner=$!
    tries=0
    until grep -q '^LIST' "$work/commands" || [ $tries -gt 200 ]; do
        sleep 0.05
        tries=$((tries + 1))
    done
    [ $tries -le 200 ] || fail "the run never came to its listing"
    kill -ABRT "$runner"
    wait "$runner" 2>/dev/null
    for core in "$work"/run/core*; do
        [ ! -f "$core" ] || mv "$core" "$work/core"
    done
    [ -s "$work/core" ]
}

# holds TEXT: whether the core has it
holds() {
    LC_ALL=C grep -qaF -e "$1" "$work/core"
}

serve <<'ENDSCRIPT'
{"rules": [{"on": "LIST", "do": [{"sleep": 30}]}]}
ENDSCRIPT
printf '%s' "$fromfile" >"$work/password"
chmod 600 "$work/password"
port=$(cat "$work/port")
echo '{"host": "127.0.0.1", "port": '"$port"', "userName": "'$visible'", "password": "'$literal'"}' >"$work/literal.json"
echo '{"host": "127.0.0.1", "port": '"$port"', "userName": "'$visible'", "password": {"$secret": "file:'"$work/password"'"}}' >"$work/file.json"
for connection in literal file; do
    : >"$work/commands"
    dump "$work/$connection.json" || {
        echo 'SKIP: this machine leaves no core file where a program crashes'
        exit 77
    }
    sent "USER $visible"
    # What is no secret is there: the search finds what there is.
    holds "$visible" || fail "$connection: the core is not that of the run"
    ! holds "$literal" || fail "$connection: the core holds the password"
    ! holds "$fromfile" || fail "$connection: the core holds the password of the file"
done
finish
