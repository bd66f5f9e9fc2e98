#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs: documents to files, standard output and JSON; results, statuses and exit statuses.
. "${srcdir:-.}/tests/cli/setup.sh"
demo() {
    wanted_status=$1
    action=$2
    shift 2
    expect "$wanted_status" run demo "$action" -c "$work/conn.json" "$@"
}

demo 0 fetch a.csv b.csv --out "$work/in"
has out "$work/in/a.csv  5 B" "$work/in/b.csv  5 B"
has err '2 of 2 done; 2 documents'
same "$(cat "$work/in/a.csv")" a.csv
demo 1 fetch a.csv --out "$work/in"
has err 'error: a.csv'
demo 0 fetch a.csv --out "$work/in" --overwrite

demo 0 fetch a.csv --out -
same "$(cat "$work/out")" a.csv
demo 4 fetch a.csv b.csv --out -
has err '--out - takes one document'
same "$(cat "$work/out")" a.csv
demo 1 fetch empty --out -
has err 'no document'
empty out

demo 1 fetch missing a2 --out "$work/in"
has err 'error: missing: there is no such thing' 'server said: < 550 ' 'hint: ask for another' '1 in error'
lacks err 'last exchanges' "$(printf '\033')"
demo 1 fetch missing --out "$work/in" --verbose
has err 'last exchanges' '> LOOK missing' 'protocol demo' '> HELLO'
demo 4 fetch broken a3 --out "$work/in"
has err 'error: broken: the line is dead' 'hint: plug it in' '1 failed, 1 skipped'
same "$(grep -c 'the line is dead' "$work/err")" 1
# Not only the first of several is remembered.
demo 4 fetch missing broken a3 --out "$work/in"
has err 'error: missing: there is no such thing' 'error: broken: the line is dead'
same "$(grep -c 'there is no such thing' "$work/err")" 1
same "$(grep -c 'the line is dead' "$work/err")" 1
demo 0 fetch empty --out "$work/in"
has out 'empty  nothing to deliver'
demo 0 remove x
has out 'x  done'
demo 1 remove missing

demo 1 all --out "$work/all"
has out "$work/all/one  5 B"
has err 'error: bad: there is no such thing' '1 could not be made'
demo 0 list
has out 'Name' 'Size' 'a.csv  ' '\x1b[2Jevil  3456'
lacks out 'Link'

# A machine's view.
demo 0 fetch a4 --out "$work/in" --json --correlation job-7
has out '{"document":0,"input":0,"properties":{"fileName":"a4"},"file":"'"$work"'/in/a4","bytes":2,"correlation":"job-7"}' \
    '{"result":0,"status":"SUCCESS","code":null,"message":null,"id":"a4","properties":{},"correlation":"job-7"}' \
    '{"summary":{"outcome":"OK","inputs":1,"success":1,'
same "$(tail -n 1 "$work/out" | cut -c1-12)" '{"summary":{'
empty err
demo 0 fetch a4 --json
has out '"file":null,"bytes":2,"content":"YTQ="}'
demo 1 fetch missing --json
has out '"status":"APPLICATION_ERROR","code":"demo.missing","message":"there is no such thing","error":{"id":"demo.missing","code":"NOT_FOUND","retry":"NEVER","native":550'
lacks out '"document"'
demo 0 list --json
has out '"record":{"name":"a.csv","size":12,"link":null}}'
demo 1 all --json
has out '{"document":null,"input":0,"properties":{"fileName":"bad"},"file":null,"bytes":0,"error":{"id":"demo.missing"'
expect 3 run demo list -c "$work/conn.json" --set limit=-2 --json
has out '{"finding":{'
lacks out 'summary'

# Inputs
echo hello >"$work/hello.txt"
demo 0 store "$work/hello.txt"
has out 'hello.txt  ' '   6'
demo 0 store - --property fileName=typed --json <"$work/hello.txt"
has out '"record":{"name":"typed","size":6}' '"file":"-"'
demo 2 store -
has err 'add --property fileName=NAME'
demo 2 store "$work/hello.txt" "$work/hello.txt" --property fileName=x
demo 2 store "$work/nothing-here"
has err 'nothing-here can'"'"'t be read: No such file'
demo 2 store "$work"
has err 'is a directory'
demo 2 store "$work/hello.txt" --property fileNam=x
has err 'did you mean fileName?'
demo 2 store "$work/hello.txt" --property weight=heavy
has err 'takes a whole number'
printf '%s\n' '{"id": "l1"}' '' '{"id": "l2", "properties": {"fileName": "named"}}' >"$work/input.jsonl"
demo 0 fetch --input "$work/input.jsonl" --property weight=3 --json
has out '"id":"l1","properties":{"weight":3}' '"id":"l2","properties":{"weight":3,"fileName":"named"}'
demo 2 fetch more --input "$work/input.jsonl" --out "$work/in"
for line in '{"id": 1}' '{"idd": "x"}' '[]' 'x' '{"id": "x"} {"id": "y"}' '{"id": "x", "properties": []}' '{"file": "x"}' '{}'; do
    printf '%s\n%s\n' '{"id": "good"}' "$line" >"$work/input.jsonl"
    demo 2 fetch --input "$work/input.jsonl" --out "$work/bad"
    [ ! -e "$work/bad/good" ] || fail "something was done before $line was read"
done

# Results, and what is left of them.
demo 1 fetch r1 missing --out "$work/in" --set careful=true --results "$work/results.jsonl"
same "$(grep -c '"result"' "$work/results.jsonl")" 2
same "$(grep -c '"summary"' "$work/results.jsonl")" 1
demo 1 fetch --rerun "$work/results.jsonl" --json
same "$(grep -c '"result"' "$work/out")" 1
has out '"id":"missing"'
demo 2 fetch --rerun "$work/results.jsonl" --results "$work/results.jsonl" --out "$work/in"
demo 0 fetch r2 --json --results "$work/results.jsonl"
demo 0 fetch --rerun "$work/results.jsonl" --json
has err 'nothing is left to do'
empty out
demo 2 fetch r2 --json --results "$work/no/such"

# A run that was killed: what it was given and did not come to is left, and its last line may be torn.
demo 0 fetch k1 k2 k3 --json --property weight=7 --results "$work/results.jsonl"
same "$(grep -c '"given"' "$work/results.jsonl")" 3
grep '"given"' "$work/results.jsonl" >"$work/killed.jsonl"
demo 0 fetch --rerun "$work/killed.jsonl" --json
same "$(grep -c '"result"' "$work/out")" 3
# One that was killed while it wrote what it was given had not begun: the rest is not forgotten.
for given in 1 2; do
    { grep '"given"' "$work/results.jsonl" | head -n "$given"; printf '{"given":%s,"id":"k' "$given"; } >"$work/killed.jsonl"
    demo 2 fetch --rerun "$work/killed.jsonl" --json
    has err "has $given of the 3 documents"
    lacks out '"result"'
done
# The bytes of a document are where they were asked for, and a line of one, however long, is no obstacle.
lacks results.jsonl '"content"'
{ grep '"given"' "$work/results.jsonl"
    printf '{"document":0,"input":0,"properties":{},"file":null,"bytes":1,"record":"%02000000d"}\n' 0
    printf '{"document":0,"input":0,"properties":{},"file":null,"bytes":1,"record":"%01048502d"}\n' 0
    grep '"result":1' "$work/results.jsonl"; } >"$work/killed.jsonl"
demo 0 fetch --rerun "$work/killed.jsonl" --json
same "$(grep -c '"result"' "$work/out")" 2
{ grep '"given"' "$work/results.jsonl"; printf '{"result":0,"status":"%02000000d"}\n' 0; } >"$work/killed.jsonl"
demo 2 fetch --rerun "$work/killed.jsonl" --json
has err 'up to 1 MiB'
{ grep '"given"' "$work/results.jsonl"; grep '"result":1' "$work/results.jsonl"; printf '{"result":0,"sta'; } >"$work/killed.jsonl"
demo 0 fetch --rerun "$work/killed.jsonl" --json --results "$work/second.jsonl"
same "$(grep -c '"result"' "$work/out")" 2
has out '"id":"k1","properties":{"weight":7}' '"id":"k3"'
lacks out '"id":"k2"'
cat "$work/results.jsonl" "$work/second.jsonl" >"$work/killed.jsonl"
demo 2 fetch --rerun "$work/killed.jsonl" --json
has err 'numbered from 0'
{ cat "$work/results.jsonl"; echo '{"result":3,"status":"SUCCESS"}'; } >"$work/killed.jsonl"
demo 2 fetch --rerun "$work/killed.jsonl" --json
has err 'an input that was not given'
: >"$work/killed.jsonl"
demo 2 fetch --rerun "$work/killed.jsonl" --json
has err 'tells of no run'
demo 0 list --json --results "$work/results.jsonl" # takes no inputs
grep '"given"' "$work/results.jsonl" >"$work/killed.jsonl"
demo 0 list --rerun "$work/killed.jsonl" --json
has out '"record"'
demo 0 list --rerun "$work/results.jsonl" --json
has err 'nothing is left to do'
{ printf '{"result":0,"sta\n'; cat "$work/results.jsonl"; } >"$work/killed.jsonl"
demo 2 fetch --rerun "$work/killed.jsonl" --json
has err 'not one JSON object'

# A command that can't write what it has to say does not end well.
if [ -w /dev/full ]; then
    "$program" run demo list -c "$work/conn.json" >/dev/full 2>"$work/err"
    same "$?" 4
    "$program" run demo fetch a -c "$work/conn.json" --out - >/dev/full 2>"$work/err"
    same "$?" 4
    demo 4 fetch r3 --json --results /dev/full
    has err 'nothing was done'
    lacks out '"result"'
fi
finish
