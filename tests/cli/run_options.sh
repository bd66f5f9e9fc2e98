#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Each option of run, against a server that keeps a log of its commands: rows run.timeout, run.lock, run.results, run.rerun,
# run.dry-run, run.durable, run.ack-on-write, run.correlation, run.ordered, run.set, run.filter, run.input, run.property,
# run.overwrite, run.out.
. "${srcdir:-.}/tests/hostile/setup.sh"
files() {
    serve <<'END'
{"files": {"/a": "abc", "/b": "b", "/c.csv": "c", "/sub/d": "d"}, "rules": [{"on": "SIZE slow", "do": [{"sleep": 5}]}]}
END
}
run() {
    wanted_status=$1
    action=$2
    shift 2
    expect "$wanted_status" run ftp "$action" -c "$work/conn.json" "$@"
}

# --out, --overwrite
files
run 2 get a
has err 'say where to with --out'
run 0 get a --out "$work/in"
same "$(cat "$work/in/a")" abc
echo mine >"$work/in/a"
run 1 get a --out "$work/in"
same "$(cat "$work/in/a")" mine
run 0 get a --out "$work/in" --overwrite
same "$(cat "$work/in/a")" abc
run 0 get a --out -
same "$(cat "$work/out")" abc
run 4 get a b --out -

# --durable is taken, and changes nothing that is seen
run 0 get b --out "$work/in" --durable
same "$(cat "$work/in/b")" b

# --ack-on-write: without it nothing is deleted for a pipe
run 4 get a --out - --set deleteAfterReading=true
has err 'made durable'
unsent 'DELE a'
run 0 get a --out - --set deleteAfterReading=true --ack-on-write
same "$(cat "$work/out")" abc
sent 'DELE a'

# --ordered, --correlation, --results
files
run 0 get b a nothing --out "$work/in" --ordered --correlation job-7 --results "$work/results" --verbose
same "$(sed -n 's/^{"result":\([0-9]*\),.*/\1/p' "$work/results" | tr '\n' ' ')" '0 1 2 '
same "$(grep -c '"correlation":"job-7"' "$work/results")" 6
has err job-7
has out "$work/in/a  3 B"

# --rerun
run 1 delete nothing a --results "$work/results"
run 1 delete --rerun "$work/results" --set returnApplicationErrorResponses=true --results "$work/again"
sent 'DELE a'
unsent 'DELE b'
run 1 delete --rerun "$work/again" --json
same "$(grep -c '"result"' "$work/out")" 1
has out '"id":"nothing"'

# --set, --set-connection; a secret is refused and not repeated
files
run 0 list --set maximumResults=1 --json
same "$(grep -c '"record"' "$work/out")" 1
run 2 list --set maximumResult=1
has err 'did you mean maximumResults?'
run 0 list --set-connection remoteDirectory=/sub --json
has out '"fileName":"d"'
run 2 list --set-connection password=hunter2
has err 'process'
lacks err hunter2

# --filter, --input, --property
run 0 list --filter 'fileName like "*.csv" or fileName = "a"' --json
same "$(grep -c '"record"' "$work/out")" 2
run 2 list --filter 'fileName like'
run 0 list --filter '{"or": [{"property": "fileName", "operator": "wildcard", "value": "*.csv"},
    {"property": "fileName", "operator": "eq", "value": "a"}]}' --json
same "$(grep -c '"record"' "$work/out")" 2
has out '"fileName":"a"' '"fileName":"c.csv"'
run 0 list --json
cp "$work/out" "$work/everything"
run 0 list --filter '  {}' --json
same "$(grep '"record"' "$work/out")" "$(grep '"record"' "$work/everything")"
run 2 list --filter '{"property": "fileName", "operator": "eq", "value": "a"'
has err '--filter is not JSON: line 1, column '
run 2 list --filter '{"property": "fileName", "property": "size", "operator": "eq", "value": "a"}'
has err '--filter is not JSON: ' duplicate
run 2 list --filter '{"property": "fileName", "operator": "eq", "value": "a"} or'
has err '--filter is not JSON: line 1, column '
run 3 list --filter '{"property": "fileName", "operator": "near", "value": "a"}'
has err operator
run 3 list --filter '{"either": []}'
run 3 list --filter '{"property": "timestamp", "operator": "lt", "value": "yesterday"}'
has err 'yyyy-MM-dd HH:mm:ss.SSS'
printf '%s\n' '{"id": "d", "properties": {"remoteDirectory": "/sub"}}' '{"id": "a"}' >"$work/input"
run 0 get --input "$work/input" --out "$work/in"
same "$(cat "$work/in/d")" d
run 0 get d --property remoteDirectory=/sub --out -
same "$(cat "$work/out")" d
run 2 get d --property remoteDirektory=/sub --out -

# --timeout, --lock
files
run 4 get slow --out "$work/in" --timeout 0.5
has err 'time'
"$program" run ftp get slow -c "$work/conn.json" --out "$work/in" --lock nightly --timeout 4 2>"$work/slow" &
slow=$!
tries=0
until grep -qxF 'SIZE slow' "$work/commands" && [ "$(grep -cxF 'SIZE slow' "$work/commands")" -ge 2 ] || [ $tries -gt 60 ]; do
    sleep 0.05
    tries=$((tries + 1))
done
run 5 list --lock nightly
run 0 list --lock weekly
kill $slow
wait $slow

# --dry-run
files
printf new >"$work/f"
run 0 delete a b --dry-run
has out 'would delete  /a' 'would delete  /b'
run 0 create "$work/f" --dry-run --set createDirectories=true --property remoteDirectory=/new
has out 'would createDirectory  /new' 'would write            /new/f' '/new/f.hawser-????????????.part' 'would rename'
run 0 create - --dry-run --property fileName=g <&-
has out 'would write   /g'
run 0 get a --dry-run
has out 'would read  /a'
run 0 get a nothing --dry-run --out "$work/none"
has out 'nothing  nothing to do'
[ ! -e "$work/none" ] || fail "a dry run made a directory"
run 0 query --dry-run --set deleteAfterReading=true --filter 'fileName = "b"'
has out 'would read    /b' 'would delete  /b'
run 0 list --dry-run
has out 'c.csv'
run 0 delete a --dry-run --json --results "$work/results"
has out '"record":{"would":"delete","fileName":"a","remoteDirectory":"/","size":3}' '"status":"SUCCESS"' '"dryRun":true'
run 1 delete nothing --dry-run
has err 'hint: '
unsent 'DELE a' 'DELE b' 'RETR a' 'MKD /new'
run 0 delete --rerun "$work/results" # what was only rehearsed is still to be done
sent 'DELE a'

# Create's error documents are no files that were made.
files
run 1 delete nothing --set returnApplicationErrorResponses=true
lacks out '{"error"'
printf x >"$work/a"
run 1 create "$work/a" "$work/f" --set returnApplicationErrorResponses=true
has out '  /' 'f  '
same "$(grep -c ' /' "$work/out")" 1
finish
