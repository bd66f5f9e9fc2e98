#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Connections and operations: files, --set and --filter; what is shown of them, and what never is.
. "${srcdir:-.}/tests/cli/setup.sh"

expect 0 connectors
has out 'demo' 'ABI' '1.0'
expect 0 connectors --json
has out '{"connector":{"id":"demo","version":"1","abi":"1.0"'
expect 0 describe demo
has out 'host' 'required' 'fast, safe' 'secret' 'fetch' 'remove'
expect 0 describe demo --schema connection
has out '"Demo connection"'
expect 0 describe demo --schema list --json
has out '"title":"List"'
same "$(wc -l <"$work/out")" 1
expect 2 describe demo --schema lits
has err 'did you mean list?'
expect 0 describe demo --json
has out '{"id":"demo"'

# What init writes holds no secret, is in the order of a form, and passes as a draft.
expect 0 init demo
cp "$work/out" "$work/starter.json"
has out '"$secret": "env:HAWSER_PASSWORD"' '"mode": "safe"' '"port": null' '"host": "demo.example"'
lacks out 'compress'
has err 'host Host (required): Name of the server.' 'compress Compress (left out)'
same "$(sed -n 2p "$work/out")" '  "host": "demo.example",'
expect 0 validate demo -c "$work/starter.json" --draft
has out 'valid'

echo '{}' >"$work/bare.json"
expect 0 validate demo -c "$work/bare.json" --draft
expect 3 validate demo -c "$work/bare.json"
has out 'error: connection'  'Host' 'not valid: 1 error, 0 warnings'
expect 0 validate demo -c "$work/conn.json" --set-connection port=99
has out 'warning: connection /port: Port 99 is unusual' 'hint: leave Port blank' 'recommended: 7'
expect 3 validate demo -c "$work/conn.json" --set-connection port=0
has out 'error: connection /port: '
expect 3 validate demo -c "$work/conn.json" --set-connection port=0 --json
has out '{"finding":{' '"severity":"error"' '{"valid":false,"errors":1,"warnings":0}'
empty err
expect 0 validate demo -c - <"$work/conn.json"
expect 2 validate demo -c "$work/conn.json" --set limit=1
has err 'need --action ACTION'
expect 0 validate demo -c "$work/conn.json" --action list --set limit=10
expect 3 validate demo -c "$work/conn.json" --action list --set limit=-2
has out 'error: operation /limit'
echo '{"limit": "ten"}' >"$work/operation.json"
expect 3 validate demo -c "$work/conn.json" --action list --operation "$work/operation.json"
expect 0 validate demo -c "$work/conn.json" --action list --operation "$work/operation.json" --set limit=10

# Types follow the schema; a value is never repeated.
expect 2 validate demo -c "$work/conn.json" --action list --set limit=ten
has err 'Limit (limit) takes a whole number'
lacks err 'ten'
expect 2 validate demo -c "$work/conn.json" --action fetch --set careful=perhaps
has err 'takes true or false'
expect 0 validate demo -c "$work/conn.json" --action fetch --set careful=true
expect 0 validate demo -c "$work/conn.json" --set-connection port=
expect 0 validate demo -c "$work/conn.json" --set-connection port=null
expect 2 validate demo -c "$work/conn.json" --action list --set limt=10
has err 'there is no field "limt"' 'did you mean limit?'
expect 2 validate demo -c "$work/conn.json" --action list --set zzzzzzz=10
has err 'its fields are limit filter'
for assignment in limit =10 ''; do
    expect 2 validate demo -c "$work/conn.json" --action list --set "$assignment"
    has err 'needs FIELD=VALUE'
done
expect 2 validate demo -c "$work/conn.json" --set-connection password=hunter2
has err 'list of processes' '{"$secret": "env:NAME"}'
lacks err 'hunter2'
expect 2 validate demo -c "$work/conn.json" --set-connection pasword=hunter2
has err 'did you mean password?'
lacks err 'hunter2'

# Malformed files are told by line and column, without a byte of them.
echo '{"host": "a", "password": "hunter2" "port": 1}' >"$work/broken.json"
expect 3 validate demo -c "$work/broken.json"
has err 'is not JSON: line 1, column'
lacks err 'hunter2' 'near'
echo '{"password": "hunter2", "password": "hunter3"}' >"$work/broken.json"
expect 3 validate demo -c "$work/broken.json" --json
has out '"code":"BAD_CONFIG"'
lacks out 'hunter'
lacks err 'hunter'
echo '[1]' >"$work/broken.json"
expect 3 validate demo -c "$work/broken.json"
has err 'not a JSON object'
printf '{"host": "\377"}' >"$work/broken.json"
expect 3 validate demo -c "$work/broken.json"
: >"$work/broken.json"
expect 3 validate demo -c "$work/broken.json"
expect 2 validate demo -c "$work"
has err 'Is a directory'
echo '{"host": "h", "password": "hunter2", "mode": "hunter2"}' >"$work/wrong.json"
expect 3 validate demo -c "$work/wrong.json"
has out 'error: connection /mode'

expect 0 validate demo -c "$work/conn.json" --action list --filter 'fileName like "a*" and not size > "1"'
expect 0 validate demo -c "$work/conn.json" --action list --filter '{"property":"fileName"}'
expect 2 validate demo -c "$work/conn.json" --action list --filter 'fileName likes "a*"'
has err 'column 10: expected an operator' '         ^'
expect 2 validate demo -c "$work/conn.json" --action list --filter '{"property":'
has err '--filter is not JSON'
expect 2 validate demo -c "$work/conn.json" --action fetch --filter 'fileName like "a*"'
has err 'fetch takes no filter'
finish
