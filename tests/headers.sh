#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Each public header compiles alone, as C99, C11 and C++, with and without POSIX, with every compiler that is here, without a warning.
set -u
include=$(cd "${srcdir:-.}/sdk/include" && pwd) || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
warnings='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror'
failed=0
tried=0

# compile LANGUAGE COMPILER STANDARD HEADER; twice included, so that a lost guard is found
compile() {
    command -v "$2" >/dev/null || return 0
    printf '#include <hawser/%s>\n#include <hawser/%s>\n' "$4" "$4" >"$work/alone.$1"
    tried=$((tried + 1))
    # shellcheck disable=SC2086 # one flag, one word
    "$2" -std="$3" -D_POSIX_C_SOURCE=200809L $warnings -I"$include" -fsyntax-only "$work/alone.$1" || {
        echo "FAIL: hawser/$4 with $2 -std=$3"
        failed=1
    }
}

for path in "$include"/hawser/*.h; do
    header=${path##*/}
    for standard in c99 c11 gnu11; do
        compile c gcc "$standard" "$header"
        compile c clang "$standard" "$header"
    done
    for standard in c++98 c++17 gnu++17; do
        compile cc g++ "$standard" "$header"
        compile cc clang++ "$standard" "$header"
    done
done
[ "$tried" -gt 0 ] || {
    echo "skipped: no gcc, clang, g++ or clang++ is here"
    exit 77
}
exit "$failed"
