#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs fuzz targets for some seconds each, one after the other: run.sh SECONDS [TARGET...]
# Programs are those of ./tests/fuzz; what is learnt stays in ./tests/fuzz/corpus, and what fails
# in ./tests/fuzz/found, from where `tests/fuzz/fuzz_TARGET FILE` tries it again.
set -u
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
failed=
for target in "$@"; do
    corpus=tests/fuzz/corpus/$target
    found=tests/fuzz/found/$target
    log=tests/fuzz/fuzz_$target.log
    dictionary=$source_dir/dictionaries/$target.dict
    mkdir -p "$corpus" "$found"
    options=(-max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
        -artifact_prefix="$found/")
    [ -f "$dictionary" ] && options+=(-dict="$dictionary")
    if "tests/fuzz/fuzz_$target" "${options[@]}" "$corpus" "$source_dir/seeds/$target" \
        2>"$log"; then
        result=ok
    else
        result="FAILED, see $log"
        failed=1
    fi
    printf '%-12s %10s executions  %s\n' "$target" \
        "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" "$result"
done
[ -z "$failed" ]
