#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The small connector passes the conformance suite, and each of its faults is found by the one test meant for it.
set -u
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
HAWSER_STATE_DIR=$work/state
export HAWSER_STATE_DIR
failures=0

cat >"$work/fixture.json" <<'END'
{"connection": {"name": "x"}, "secrets": {"/password": "sesame-open-4711"}, "test": true, "browse": ["/name"],
 "actions": {
  "echo": {"documents": [{"size": 5000}, {"content": "two"}, {"content": ""}]},
  "put": {"documents": [{"content": "something"}]},
  "take": {"after": "put", "documents": [{"id": "shelf"}]}}}
END

# FAULT, the test that finds it, how that ends
cat >"$work/faults" <<'END'
size                sizes               crashed
secret              secrets             failed
socket              isolation           failed
file                isolation           failed
no_result           results             failed
result_twice        results             failed
descriptor_leak     leaks               failed
thread              leaks               failed
allocation          allocation          crashed
allocation_execute  allocation-execute  crashed
cancel              cancel              failed
deadline            deadline            failed
short_read          short-transfers     failed
short_write         short-transfers     failed
findings            findings            failed
finding_nowhere     findings            failed
descriptor          descriptor          failed
id                  descriptor          failed
property_set        descriptor          failed
secret_elsewhere    descriptor          failed
example             examples            failed
two_symbols         exports             failed
any_major           entry-major         failed
pointer             entry-pure          failed
table               table               failed
validate            validate            failed
deletes_early       acknowledgement     failed
unprepared          outputs             failed
output              outputs             failed
error_id            errors              failed
stage               live-test           failed
host                host-failure        failed
suggestion          browse              failed
would               dry-run             failed
dry_run             dry-run             failed
ordered             ordered             failed
one_thread          one-thread          failed
progress            progress            failed
log                 texts               failed
prints              process             failed
signal              process             failed
leak_cancelled      leaks               failed
leak_memory         leaks               failed
severity            findings            failed
label               findings            failed
listed              errors              failed
cardinality         outputs             failed
closed              results             failed
leak_host           leaks               failed
fails_twice         errors              failed
timeout             errors              failed
record              outputs             failed
undeclared          outputs             failed
mistyped            outputs             failed
retry               errors              failed
unannounced         acknowledgement     failed
END

# found NAME: what failed or crashed, each with its result, on one line
found() {
    ./hawser conform "tests/conform/broken/$1.so" --fixture "$work/fixture.json" --seed 1 --json >"$work/lines"
    status=$?
    sed -n 's/^{"test":"\([^"]*\)".*"result":"\(failed\|crashed\|warning\)".*/\1 \2/p' "$work/lines" | tr '\n' ' '
    return "$status"
}

# Where allocations can't be made to fail, nobody can find that they are not checked.
missing=$(./hawser conform tests/conform/broken/good.so --only allocation --json | grep -c 'library of failing')

got=$(found good)
[ $? -eq 0 ] && [ -z "$got" ] || {
    echo "FAIL: the connector without a fault: $got"
    grep '"result":"\(failed\|crashed\|warning\)"' "$work/lines"
    failures=$((failures + 1))
}
[ "$missing" -gt 0 ] || ! grep '"result":"skipped"' "$work/lines" || {
    echo "FAIL: not all was tried"
    failures=$((failures + 1))
}

# With sanitizers a quarter of them: they are there to watch the suite, not to find the faults once more.
every=1
[ "$missing" -eq 0 ] || every=4
awk -v every="$every" 'NR % every == 0' "$work/faults" >"$work/tried"
while read -r fault test result; do
    case $missing$test in
    1allocation*) continue ;;
    1leaks) [ "$fault" != leak_memory ] || continue ;; # its C library does not count
    # A sanitizer says what is wrong and ends the process: no signal is left to be seen.
    1*) result=failed ;;
    esac
    got=$(found "$fault")
    [ $? -eq 4 ] && [ "$got" = "$test $result " ] || {
        echo "FAIL: $fault was to be found by: $test $result; found by: $got"
        grep '"result":"\(failed\|crashed\|warning\)"' "$work/lines"
        failures=$((failures + 1))
    }
done <"$work/tried"
[ "$failures" -eq 0 ] || exit 1
exit 0
