#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# libhawser still has what tests/abi/libhawser.abi says that it had: functions, and the types that they lead to. With
# --record that file is written anew; `make abi-record` does so.
set -u
source=${srcdir:-.}
record=$source/tests/abi/libhawser.abi
library=sdk/src/.libs/libhawser.so
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT

fail() {
    echo "FAIL: $*"
    exit 1
}

skip() {
    echo "SKIP: $*"
    exit 77
}

command -v abidw >/dev/null && command -v abidiff >/dev/null ||
    skip "no abidw and abidiff (on Debian: apt-get install abigail-tools)"
"${READELF:-readelf}" -SW "$library" 2>/dev/null | grep -q ' \.debug_info ' ||
    skip "$library has no debugging information (-g), so its types are not known"
"${READELF:-readelf}" -hW "$library" | grep -q 'Machine:.*X86-64' || skip "the record is of x86-64, and this machine is another"

# Public types alone, and nothing of the machine on which it was made. A record is known by how it begins, so that the
# licence comes second.
abidw --exported-interfaces-only --headers-dir "$source/sdk/include/hawser" --drop-private-types --no-show-locs \
    --no-corpus-path --no-comp-dir-path --no-elf-needed --no-write-default-sizes --type-id-style hash \
    --out-file "$work/abi" "$library" || fail "abidw can't read $library"
sed "s|path='[^']*/\(sdk/src/[^']*\)'|path='\1'|; 1a <!-- SPDX-License-Identifier: Apache-2.0 -->" "$work/abi" >"$work/now.abi"
! grep "path='/" "$work/now.abi" || fail "the record would name folders of this machine"
if [ "${1-}" = --record ]; then
    cp "$work/now.abi" "$record" || fail "$record can't be written"
    exit 0
fi

grep -q "architecture='elf-amd-x86_64' soname='libhawser.so.0'" "$record" || fail "$record is of something else"

# compare RECORD: what abidiff says of it and the library; its status has 4 for a change, 8 for one that breaks programs
# which were linked before. What came since is no change, but that a struct is longer is one.
compare() {
    abidiff --suppressions "$source/tests/abi/private.suppr" --harmless --no-added-syms "$1" "$work/now.abi" >"$work/said" 2>&1
    status=$?
}

compare "$record"
[ $((status & 3)) -eq 0 ] || fail "abidiff can't compare: $(cat "$work/said")"
[ "$status" -eq 0 ] ||
    fail "taken away or changed; where docs/abi.md allows it, make abi-record: $(cat "$work/said")"

# finds WHAT SED WORDS: against a record that differs by that, the library is another
finds() {
    sed "$2" "$record" >"$work/was.abi"
    ! cmp -s "$record" "$work/was.abi" || fail "the record has no $1 to change"
    compare "$work/was.abi"
    [ $((status & 4)) -ne 0 ] && grep -q -e "$3" "$work/said" || fail "$1 was not found: $(cat "$work/said")"
}
finds 'function that is gone' 's/hawser_unload/hawser_gone/g' hawser_gone
finds 'version of another name' 's/HAWSER_0\.1/HAWSER_0.0/g' 'HAWSER_0.0'
finds 'member of another name' "s/name='correlation_id'/name='was_id'/" was_id
finds 'member elsewhere' "/name='hawser_control'/,/class-decl>/s/layout-offset-in-bits='192'/layout-offset-in-bits='256'/" 'offset changed'
finds 'shorter struct' "s/name='hawser_summary' size-in-bits='768'/name='hawser_summary' size-in-bits='704'/" 'hawser_summary'
finds 'parameter more' "/name='hawser_unload'/,/function-decl>/{/parameter/p}" 'hawser_unload'
exit 0
