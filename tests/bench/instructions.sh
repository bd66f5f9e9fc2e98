#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Counts the instructions of fixed work and fails where one case takes over 5 % more than what was recorded.
# instructions.sh --record writes down what it takes now.
set -u
srcdir=${srcdir:-.}
record=$srcdir/tests/bench/micro/instructions.txt
micro=tests/bench/micro/micro
most_growth=5
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
# The C library chooses its string functions by the processor; these are for all of them.
GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-AVX512F,-ERMS,-FSRM,-AVX_Fast_Unaligned_Load,-BMI2,-SSE4_2,-SSSE3,-MOVBE
export GLIBC_TUNABLES

skip() {
    echo "SKIP: $*"
    exit 77
}

# One count a line: "CASE INSTRUCTIONS"
count_all() {
    for name in $($micro --list); do
        count=$("${LIBTOOL:-./libtool}" --mode=execute valgrind --tool=callgrind --toggle-collect=micro_measured \
            --callgrind-out-file="$work/out" "$micro" --fixed "$name" 2>&1 | sed -n 's/.*Collected : \([0-9]*\).*/\1/p')
        [ "${count:-0}" -gt 0 ] || {
            echo "FAIL: callgrind counted nothing of $name" >&2
            exit 1
        }
        echo "$name $count"
    done
}

command -v valgrind >/dev/null || skip "there is no valgrind"
[ -x "$micro" ] || skip "$micro was not built"
environment=$($micro --environment) || exit 99

if [ "${1-}" = --record ]; then
    {
        echo '# SPDX-License-Identifier: Apache-2.0'
        echo '# Instructions that fixed work takes (tests/bench/instructions.sh); recorded by make bench-record.'
        echo "environment $environment"
        count_all
    } >"$work/record" || exit 1
    cat "$work/record" >"$record"
    cat "$record"
    exit 0
fi

recorded=$(sed -n 's/^environment //p' "$record")
[ "$environment" = "$recorded" ] ||
    skip "this is another compiler, other flags or another library than what was recorded:
recorded: $recorded
here:     $environment"

count_all >"$work/counts" || exit 1
# Both ways: a case that is gone, and one that was never recorded.
awk -v most="$most_growth" '
    NR == FNR { if ($1 !~ /^(#|environment)/ && NF == 2) recorded[$1] = $2; next }
    !($1 in recorded) { print "FAIL: " $1 " was never recorded: make bench-record"; failed = 1; next }
    {
        growth = 100 * ($2 - recorded[$1]) / recorded[$1]
        printf "%s %-18s %12d recorded, %12d here, %+.2f %%\n", \
            (growth > most ? "FAIL:" : "ok:  "), $1, recorded[$1], $2, growth
        if (growth > most) failed = 1
        seen[$1] = 1
    }
    END {
        for (name in recorded) if (!(name in seen)) { print "FAIL: " name " is recorded, and gone"; failed = 1 }
        if (failed) print "Make it as quick as it was, or, where it is worth the price, record it anew: make bench-record"
        exit failed
    }' "$record" "$work/counts"
