#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Today's public headers have all that those of each release had, where it was and as it was: see superset.awk.
set -u
here=${srcdir:-.}/tests/abi
now=${srcdir:-.}/sdk/include
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failed=0

compiler=${CC:-cc}
compiler=${compiler##* } # without what stands before it, as ccache
command -v "$compiler" >/dev/null || {
    echo "SKIP: no $compiler"
    exit 77
}

fail() {
    echo "FAIL: $*"
    failed=1
}

# agrees OLD-HEADER FOLDER: whether the header of that name below the folder has all that the old one had
agrees() {
    "${AWK:-awk}" -v header="${1##*/}" -f "$here/superset.awk" "$1" >"$work/was.c" || exit 99
    "$compiler" -std=gnu11 -Wall -Wextra -Werror -I"$2" -fsyntax-only "$work/was.c" >"$work/said" 2>&1
}

# counted OLD-HEADER: that nothing in it was passed over
counted() {
    structs=$(grep -c '^typedef struct .*{$' "$1")
    functions=$(grep -c '^HAWSER_EXPORT' "$1")
    constants=$(grep -E '^#define HAWSER_[A-Z0-9_]+ ' "$1" | grep -vcE 'HAWSER_(EXPORT|ABI_MINOR) ')
    tail -n 1 "$work/was.c" | grep -q "/\* $structs structs, $constants constants, " ||
        fail "$1: of $structs structs and $constants constants: $(tail -n 1 "$work/was.c")"
    [ "$(grep -c '^HAWSER_EXPORT' "$work/was.c")" = "$functions" ] || fail "$1: not all of $functions functions"
}

releases=0
for folder in "$here"/[0-9]*/; do
    releases=$((releases + 1))
    for header in "${folder}hawser/connector.h" "${folder}hawser/host.h"; do
        agrees "$header" "$now" || fail "$header: $(grep -m 5 error "$work/said")"
        counted "$header"
    done
done
# Today's against themselves: what the next release will have to keep can be kept.
for header in "$now"/hawser/connector.h "$now"/hawser/host.h; do
    agrees "$header" "$now" || fail "$header: $(grep -m 5 error "$work/said")"
done
[ "$releases" -gt 0 ] || fail "there are no headers of a release in $here"

# changed HEADER PATTERN REPLACEMENT: a copy of today's headers in which that line is another; by sed
changed() {
    rm -rf "$work/changed"
    mkdir "$work/changed" && cp -r "$now/hawser" "$work/changed" && chmod -R u+w "$work/changed" || exit 99
    sed "$2" "$now/hawser/$1" >"$work/changed/hawser/$1"
    ! cmp -s "$now/hawser/$1" "$work/changed/hawser/$1" || fail "\"$2\" changes nothing in $1"
}

# finds HEADER SED WORDS: such a change is found, and told in these words
finds() {
    changed "$1" "$2"
    if agrees "$now/hawser/$1" "$work/changed"; then
        fail "\"$2\" in $1 was not found"
    else
        grep -qe "$3" "$work/said" || fail "\"$2\" in $1: not told as \"$3\": $(cat "$work/said")"
    fi
}

# bears HEADER SED: such a change is one that a later version may make
bears() {
    changed "$1" "$2"
    agrees "$now/hawser/$1" "$work/changed" || fail "\"$2\" in $1 was not borne: $(cat "$work/said")"
}

finds connector.h '/^    int32_t native;/d' 'native'
finds connector.h 's/^    int32_t native; /    int64_t native; /' 'hawser_error.native is of another type'
finds connector.h 's/^    uint32_t abi_minor; /    void *extra; uint32_t abi_minor; /' 'stands elsewhere'
finds connector.h 's/^    const char \*id;  /    char *id;  /' 'hawser_.*\.id is of another type'
finds connector.h 's/const void \*(\*extension)(void \*host, const char \*name)/const void *(*extension)(void *host, const char *name, uint32_t minor)/' 'hawser_call.extension is of another type'
finds connector.h 's/^#define HAWSER_TRUST 9 /#define HAWSER_TRUST 19 /' HAWSER_TRUST
finds connector.h '/^#define HAWSER_INPUT_DESCRIPTOR/d' HAWSER_INPUT_DESCRIPTOR
finds connector.h 's/^#define HAWSER_SECRET_PLACEHOLDER.*/#define HAWSER_SECRET_PLACEHOLDER "(hidden)"/' HAWSER_SECRET_PLACEHOLDER
finds connector.h '/^    size_t identity_length;/d' 'identity_length'
finds host.h '/^HAWSER_EXPORT void hawser_unload/s/loaded)/loaded, uint32_t flags)/' 'conflicting types'
finds host.h '/^HAWSER_EXPORT.*hawser_loaded_path/s/const char/char/' 'conflicting types'
finds host.h 's/^typedef void (\*hawser_emitted_fn)(void \*user, const char \*json, size_t length);/typedef void (*hawser_emitted_fn)(void *user, const char *json);/' 'hawser_emitted_fn'
finds host.h 's/^    uint64_t statuses\[5\]; /    uint64_t statuses[6]; /' 'hawser_summary'
changed connector.h 's/^    size_t identity_length;/    size_t identity_length; uint32_t since_1_1;/'
if agrees "$work/changed/hawser/connector.h" "$work/changed"; then
    fail 'padding at the end of a struct was not found'
fi
bears connector.h 's/^    size_t identity_length;/    size_t identity_length; void *since_1_1;/'
bears connector.h 's/^#define HAWSER_ABI_MINOR 0/#define HAWSER_ABI_MINOR 1/'
bears connector.h 's/^#define HAWSER_INTERNAL 18/#define HAWSER_SINCE_1_1 19\n&/'
bears host.h 's/^HAWSER_EXPORT void hawser_unload/HAWSER_EXPORT void hawser_since_0_2(hawser_loaded *loaded);\n&/'
exit "$failed"
