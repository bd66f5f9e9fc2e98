#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What the program answers a shell that completes a line: candidates with a description, and never a word of trouble.
. "${srcdir:-.}/tests/cli/setup.sh"

# offers "CANDIDATE..." WORD...: exactly these, in any order.
offers() {
    wished=$1
    shift
    expect 0 complete -- "$@"
    empty err
    offered=$(cut -f1 "$work/out" | without_installed | LC_ALL=C sort | tr '\n' ' ')
    same "$offered" "$(printf '%s\n' "$wished" | tr ' ' '\n' | sed '/^$/d' | LC_ALL=C sort | tr '\n' ' ')"
}

offers 'validate' v
offers 'help' h
offers '--help --version' -
expect 0 complete -- ''
has out "run$(printf '\t')run an action over documents"
lacks out 'complete'
offers 'demo' run ''
offers 'fetch all list store remove' run demo ''
offers 'fetch' run demo f
offers '--connection --correlation' run demo fetch --co
has out "--connection$(printf '\t')the connection, in JSON"
offers 'limit= filter=' run demo list --set ''
has out "limit=$(printf '\t')Limit"
offers 'mode=fast mode=safe' run demo list --set-connection mode=
offers 'mode=fast' run demo list -c x --set-connection=mode=f
offers 'compress=true compress=false' validate demo --set-connection compress=
offers 'careful=' validate demo --action fetch --set ''
offers 'fileName= weight=' run demo store --property ''
offers 'connection fetch all list store remove' describe demo --schema ''
offers ':files' run demo store ''
offers ':files' run demo store -- -
offers '' run demo fetch -- --
offers ':files' test demo -c ''
offers ':folders -' run demo all --out ''
offers ':files' conform ''
offers 'list add remove fetch' trust ''
offers 'demo' trust fetch ''
offers 'host' browse demo h
offers '' browse demo host ''
offers 'init' help i

# Nothing, without a word: there is none, a connector is not there or may not be loaded, it makes no sense.
offers '' nonsense ''
offers '' run nowhere ''
offers '' run demo nosuch --set ''
offers '' run demo list --set nosuch=
offers '' run demo list --set limit=1
offers '' run demo fetch ''
offers '' run demo fetch --timeout ''
offers '' describe demo more ''
offers '' complete ''
offers '' trust remove ''
offers '' run '../demo' ''
expect 0 complete
empty err
expect 0 complete --
empty err
# Completing runs nothing that was not installed.
offers '' run "$HAWSER_CONNECTOR_PATH/demo.so" ''
mkdir "$work/others" && echo 'no connector' >"$work/others/broken.so"
HAWSER_CONNECTOR_PATH=$work/others offers '' run ''
HAWSER_CONNECTOR_PATH=$work/others offers '' run broken ''
HAWSER_TRUST_DIR=/dev/null offers '' trust remove ''

# A secret could not be set, so its field is not offered; nor is anything read that may hold one.
offers 'port= host= mode= compress=' run demo list --set-connection ''
echo '{"host": "x", "password": "hunter2-in-the-file"}' >"$work/secret.json"
expect 0 complete -- run demo list -c "$work/secret.json" --set-connection ''
lacks out 'hunter2' 'password'
offers '' run demo list --set-connection password=

# What a descriptor says can't reach the shell as anything but a word.
expect 0 complete -- run demo fetch "--set=$(printf 'careful\n')" ''
lacks out "$(printf '\033')"
finish
