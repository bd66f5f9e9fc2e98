#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What the linker and the compiler were told to defend is in the files: the program, the library, the connector.
set -u
compiler=${CC:-cc}
compiler=${compiler##* } # without what stands before it, as ccache
readelf=${READELF:-readelf}
command -v "$readelf" >/dev/null || {
    echo "SKIP: no $readelf"
    exit 77
}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failed=0
LC_ALL=C
export LC_ALL

fail() {
    echo "FAIL: $*"
    failed=1
}

# wants FILE TABLE PATTERN WHAT; refuses likewise
wants() {
    grep -qE -e "$3" "$work/$2" || fail "$1: $4"
}
refuses() {
    ! grep -qE -e "$3" "$work/$2" || fail "$1: $4"
}

# look FILE: everything that is asked about it
look() {
    "$readelf" -lW "$1" >"$work/segments" && "$readelf" -dW "$1" >"$work/dynamic" &&
        "$readelf" --dyn-syms -W "$1" >"$work/symbols" || fail "$1: can't be read"
}

# check FILE
check() {
    look "$1"
    wants "$1" segments 'GNU_RELRO' 'no part is made read-only after relocation'
    wants "$1" dynamic 'FLAGS_1.*NOW' 'symbols are bound lazily, so relocations stay writable'
    wants "$1" segments 'GNU_STACK .* RW ' 'the stack may be executed'
    refuses "$1" segments 'LOAD .* RWE ' 'a segment may be written and executed'
    wants "$1" segments 'Elf file type is DYN' 'it is always at the same address'
    refuses "$1" dynamic 'TEXTREL' 'code is relocated'
    refuses "$1" dynamic '\((RPATH|RUNPATH)\).*\[\]' 'libraries are looked for where it happens to run'
    wants "$1" symbols '__stack_chk_fail' 'no stack protector'
    # Where the compiler optimises; without, configure leaves it out.
    grep -q 'D_FORTIFY_SOURCE' "$work/make" && wants "$1" symbols '__[a-z]*(printf|cpy|read|poll|recv|fgets|move|set)_chk' 'no checks of _FORTIFY_SOURCE'
}

grep '^HARDEN_CFLAGS' Makefile >"$work/make" || fail "no HARDEN_CFLAGS in the Makefile"
for file in .libs/hawser sdk/src/.libs/libhawser.so .libs/ftp.so .libs/disk.so; do
    [ -f "$file" ] && check "$file" || fail "$file was not built"
done
# A program that was built without all that has each of these faults.
if command -v "$compiler" >/dev/null 2>&1 && [ "$failed" = 0 ]; then
    echo 'int main(void) { return 0; }' >"$work/bare.c"
    "$compiler" -no-pie -fno-stack-protector -Wl,-z,norelro,-z,lazy,-z,execstack -o "$work/bare" "$work/bare.c" 2>/dev/null &&
        check "$work/bare" >"$work/faults"
    failed=0
    if [ -s "$work/faults" ]; then
        for fault in 'read-only after relocation' 'bound lazily' 'stack may be executed' 'same address' 'no stack protector'; do
            grep -q -e "$fault" "$work/faults" || fail "was not found in a bare program: $fault"
        done
    fi
fi
exit "$failed"
