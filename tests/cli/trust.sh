#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Live tests and the certificates that they show.
. "${srcdir:-.}/tests/cli/setup.sh"
fingerprint=4E:0A:01:EC:B9:01:EE:71:FB:0C:B5:EE:7B:D9:6C:93:CB:12:56:BC:01:98:7D:47:0F:A0:17:68:89:98:7E:ED

expect 0 test demo -c "$work/conn.json"
has out 'ok    resolve' '2 ms' 'addresses  192.0.2.1, 192.0.2.2' 'warn  auth' 'the account is a guest' 'hint: use another'
empty err
expect 0 test demo -c "$work/conn.json" --json
has out '{"stage":"resolve","status":"passed"' '{"stage":"auth"'

echo '{"host": "untrusted.example"}' >"$work/untrusted.json"
expect 4 test demo -c "$work/untrusted.json"
has out 'FAIL  tls' 'certificate [0]  CN=untrusted.example' 'certificate [1]  CN=Demo Authority' 'hint: deploy its certificate'
lacks out 'BEGIN CERTIFICATE'
has err 'hawser: the test failed'
expect 4 test demo -c "$work/untrusted.json" --json
has out '{"stage":"tls","status":"failed"' '{"error":{"id":"demo.untrusted","code":"TRUST"'
expect 3 test demo -c "$work/conn.json" --set-connection port=0
has err 'error: connection /port'

expect 0 trust list
has err 'nothing was deployed'
expect 0 trust fetch demo -c "$work/untrusted.json" </dev/null
has out '[0] CN=untrusted.example' '[1] CN=Demo Authority' "$fingerprint" 'authority, may sign others, self-signed'
has err 'nothing was deployed' 'add --yes to deploy [1]'
expect 0 trust list --json
empty out
expect 4 trust fetch demo -c "$work/conn.json"
has err 'the server showed no certificate'
for index in 2 -1 x 1x ''; do
    expect 2 trust fetch demo -c "$work/untrusted.json" --yes --index "$index"
    has err '--index takes a number from 0 to 1'
done
expect 0 trust fetch demo -c "$work/untrusted.json" --yes --for untrusted.example --json
has out '{"index":1,"certificate":{"subject":"CN=Demo Authority"' '{"deployed":{' "$fingerprint" '"peer":"untrusted.example"' '"authority":true'
expect 0 trust list
has out 'CN=Demo Authority' 'untrusted.example' '2120-01-01' 'authority'
expect 0 trust list --json
has out '{"certificate":{"name":"' '"notAfter":"2120-01-01T00:00:00.000Z"'
name=$(sed 's/.*"name":"\([^"]*\)".*/\1/' "$work/out")
expect 0 trust remove "$name"
has out "removed $name"
expect 2 trust remove "$name"

echo 'no certificate' >"$work/ca.pem"
expect 2 trust add "$work/ca.pem"
expect 2 trust add "$work/none.pem"
has err 'No such file'
finish
