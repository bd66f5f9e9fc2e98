#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs fuzz targets for some seconds each, JOBS (1) of them at once: run.sh SECONDS [TARGET...]
# Programs are those of ./tests/fuzz; what is learnt stays in ./tests/fuzz/corpus, and what fails
# in ./tests/fuzz/found, from where `tests/fuzz/fuzz_TARGET FILE` tries it again. Each run adds a line to
# ./tests/fuzz/record: target, seconds of processor, executions, edges of the code that were reached, commit.
# run.sh --record: what those lines come to for each target, as a table.
set -u
if [ "$1" = --record ]; then
    printf '| Target | Executions | Processor seconds | Edges |\n|---|---|---|---|\n'
    exec awk '{ s[$1] += $2; n[$1] += $3; if ($4 > e[$1]) e[$1] = $4 }
        END { for (t in s) printf "| %s | %d | %d | %d |\n", t, n[t], s[t], e[t] | "sort" }' tests/fuzz/record
fi
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
seconds=$1
shift
if [ $# -eq 0 ]; then
    for program in tests/fuzz/fuzz_*; do
        [ -x "$program" ] && [ -f "$program" ] && set -- "$@" "${program#tests/fuzz/fuzz_}"
    done
fi
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"

commit=$(git -C "$source_dir" describe --always --dirty 2>/dev/null) || commit=-

# run_target NAME
run_target() {
    local corpus=tests/fuzz/corpus/$1 found=tests/fuzz/found/$1 log=tests/fuzz/fuzz_$1.log result status=0
    local dictionary=$source_dir/dictionaries/$1.dict
    mkdir -p "$corpus" "$found"
    # A target that gets no processor for a while is none that hangs.
    local options=(-max_total_time="$seconds" -timeout=60 -rss_limit_mb=2048 -print_final_stats=1
        -artifact_prefix="$found/")
    [ -f "$dictionary" ] && options+=(-dict="$dictionary")
    local TIMEFORMAT='%U %S'
    { time "tests/fuzz/fuzz_$1" "${options[@]}" "$corpus" "$source_dir/seeds/$1" 2>"$log"; } 2>"$log.time" || status=1
    result=ok
    [ $status -eq 0 ] || result="FAILED, see $log"
    local executions
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    printf '%-12s %10s executions  %s\n' "$1" "$executions" "$result"
    [ $status -ne 0 ] || printf '%s %s %s %s %s\n' "$1" "$(awk '{ printf "%d", $1 + $2 }' "$log.time")" "$executions" \
        "$(sed -n 's/.*[[:space:]]DONE  *cov: \([0-9]*\).*/\1/p' "$log" | tail -n 1)" "$commit" >>tests/fuzz/record
    [ $status -eq 0 ] || tail -n 40 "$log"
    return $status
}

failed=
running=0
# reap: one of those that run
reap() {
    wait -n || failed=1
    running=$((running - 1))
}
for target in "$@"; do
    run_target "$target" &
    running=$((running + 1))
    [ $running -lt "${JOBS:-1}" ] || reap
done
while [ $running -gt 0 ]; do reap; done
[ -z "$failed" ]
