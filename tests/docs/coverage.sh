#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# docs/coverage.md is true: every row has a test that names it and that the build runs; every id in a test
# has a row; and every field and every error of the connector's descriptor has its row or its test.
set -u
source=${srcdir:-.}
build=$PWD
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
LC_ALL=C
export LC_ALL
HAWSER_CONNECTOR_PATH=$build/.libs
export HAWSER_CONNECTOR_PATH

./hawser describe ftp --json >"$work/descriptor" || exit 1
tests/docs/tables fields <"$work/descriptor" | sort -u >"$work/fields" || exit 1
tests/docs/tables errors <"$work/descriptor" | sed 's/^| `\([^`]*\)`.*/\1/' | sort -u >"$work/errors" || exit 1
[ -s "$work/fields" ] && [ -s "$work/errors" ] || {
    echo "FAIL: the descriptor has no fields or no errors"
    exit 1
}
cd "$source" || exit 99
cat tests/*.mk tests/*/*.mk >"$work/built"
# What the build calls tests, by the word: programs without their .c.
sed 's/[\\=]/ /g' "$work/built" | tr -s ' \t' '\n\n' | grep '^tests/' | sort -u >"$work/listed"
find tests -name '*.[ch]' -o -name '*.sh' -o -name '*.py' | grep -v -e '^tests/fuzz/' -e '^tests/support/' |
    sort >"$work/tests"

# kebab: camelCase and kebab-case are the same id
kebab() {
    sed -e 's/[A-Z]/-&/g' -e 'y/ABCDEFGHIJKLMNOPQRSTUVWXYZ/abcdefghijklmnopqrstuvwxyz/' "$@"
}

# runs FILE: whether the build runs it, or builds it into what it runs
runs() {
    [ -f "$1" ] && grep -qxF "$1" "$work/listed" || return 1
    case $1 in
    */test_*.c) grep -qxF "${1%.c}" "$work/listed" ;;
    esac
}

# check TABLE: prints what is wrong with that table
check() {
    # shellcheck disable=SC2046
    awk -f tests/docs/coverage.awk "$1" $(cat "$work/tests") >"$work/said"
    sed -n 's/^row //p' "$work/said" | sort >"$work/rows"
    sed -n 's/^named //p' "$work/said" | sort -u >"$work/named"
    sed -n 's/^proof //p' "$work/said" | sort -u >"$work/proofs"
    uniq -d "$work/rows" | sed 's/$/: more than one row/'
    cut -d ' ' -f 1 "$work/proofs" | sort -u | comm -13 - "$work/rows" | sed 's/$/: a row without a test/'
    comm -23 "$work/proofs" "$work/named" | sed 's/\(.*\) \(.*\)/\1: not named in \2/'
    cut -d ' ' -f 1 "$work/named" | sort -u | comm -23 - "$work/rows" | while read -r id; do
        echo "$id: named in a test, but no row"
    done
    cut -d ' ' -f 2 "$work/proofs" | sort -u | while read -r file; do
        runs "$file" || echo "$file: not there, or no test that the build runs"
    done
    kebab "$work/rows" | sort -u >"$work/kebab"
    while read -r field; do
        echo "$field" | kebab | grep -qxF -f - "$work/kebab" || echo "$field: a field without a row"
    done <"$work/fields"
    while read -r error; do
        grep -qwF -e "$error" "$work/tripped" || echo "$error: an error that no test names"
    done <"$work/errors"
}

# Tests in C may name an error by its constant.
sed -n 'N;s/.*\[\(FTP_FAULT_[A-Z_]*\)\] = {\.id = "\([^"]*\)".*/\1 \2/p;D' plugin/ftp/protocol/fault_[a-z]*.c >"$work/constants"
# shellcheck disable=SC2046
cat $(cat "$work/tests") | grep -o -e 'ftp\.[a-z][a-z.-]*[a-z]' -e 'FTP_FAULT_[A-Z_]*' | sort -u >"$work/words"
while read -r constant id; do
    ! grep -qxF "$constant" "$work/words" || echo "$id"
done <"$work/constants" | sort -u - "$work/words" >"$work/tripped"

check docs/coverage.md >"$work/faults"
# protocol.A4: each bound on foreign bytes is in a test.
for limit in $(grep -o 'FTP_[A-Z_]*_MAX\>' plugin/ftp/protocol/limits.h | sort -u); do
    # shellcheck disable=SC2046
    grep -qwF "$limit" $(cat "$work/tests") || echo "$limit: a limit that no test names" >>"$work/faults"
done
if [ -s "$work/faults" ]; then
    sed 's/^/FAIL: /' "$work/faults"
    # What to write, but for what it promises.
    sed -n 's/: named in a test, but no row$//p' "$work/faults" | while read -r id; do
        files=$(sed -n "s,^$id tests/\\(.*\\),\`\\1\`,p" "$work/named" | paste -s -d , | sed 's/,/, /g')
        echo "| \`$id\` | ... | $files |"
    done
    exit 1
fi

# What this test is for, it finds: a table with faults put into it has exactly these.
first=$(sed -n 1p "$work/fields")
{
    grep -v "^| \`$first\` " docs/coverage.md
    # shellcheck disable=SC2016
    printf '%s\n' '| `run.nothing` | Nobody proves this. | |' \
        '| `run.elsewhere` | Named in another test. | docs/tables.sh |' \
        '| `run.unbuilt` | Its test is no part of the build. | docs/no-such-test.sh |' \
        '| `session.quit` | Twice. | hostile/options.sh |'
} >"$work/broken.md"
check "$work/broken.md" >"$work/found"
for fault in 'run.nothing: a row without a test' 'run.elsewhere: not named in tests/docs/tables.sh' \
    'tests/docs/no-such-test.sh: not there, or no test that the build runs' "$first: a field without a row" \
    "$first: named in a test, but no row" 'session.quit: more than one row'; do
    grep -qxF -e "$fault" "$work/found" || {
        echo "FAIL: this was not found: $fault"
        exit 1
    }
done
exit 0
