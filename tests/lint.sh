#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Rules that a compiler does not check: licence lines, forbidden functions, who may know whom, what is exported.
set -u
build=$PWD
cd "${srcdir:-.}" || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failed=0

fail() {
    echo "FAIL: $*"
    failed=1
}

# What is in git; in a release, which has none, the sources by name.
list_files() {
    [ -e .git ] && git ls-files 2>/dev/null | grep -v '^tests/fuzz/seeds/' && return
    find . \( -name build-aux -o -name autom4te.cache -o -name .libs -o -name .deps -o -name .servers -o -name _build -o -name 'build*' -type d \
        -o -name _inst \) -prune -o -type f \( -name '*.[ch]' -o -name '*.sh' -o -name '*.mk' -o -name '*.md' -o -name '*.py' \
        -o -name '*.awk' -o -name '*.1' -o -name '*.pc.in' -o -name configure.ac -o -name Makefile.am -o -name bootstrap \) \
        -print | sed 's|^\./||' | grep -v -e '^schemas/embedded_data\.c$' -e '^config\.h$'
}

# C without comments and without the contents of strings, line by line: no code is looked for in words.
code_of() {
    awk '
        BEGIN { inside = 0 }
        {
            out = ""
            for (i = 1; i <= length($0); i++) {
                two = substr($0, i, 2); one = substr($0, i, 1)
                if (inside) { if (two == "*/") { inside = 0; i++ } }
                else if (two == "/*") { inside = 1; i++ }
                else if (substr($0, i, 3) == "\047\"\047") i += 2
                else if (one == "\"") {
                    for (i++; i <= length($0) && substr($0, i, 1) != "\""; i++)
                        if (substr($0, i, 1) == "\\") i++
                    out = out "\"\""
                } else out = out one
            }
            print FILENAME ":" FNR ": " out
        }' "$1"
}

list_files | LC_ALL=C sort >"$work/files"
[ "$(wc -l <"$work/files")" -gt 100 ] || fail "only $(wc -l <"$work/files") files were found to look at"

while read -r file; do
    case $file in
    LICENSE | *.json | *.jsonl) continue ;;
    debian/changelog | debian/copyright | debian/source/format) continue ;; # no place for comments
    esac
    [ -f "$file" ] || continue
    sed -n 1,3p "$file" | grep -q 'SPDX-License-Identifier: Apache-2\.0' ||
        fail "$file has no SPDX line among its first three"
done <"$work/files"

grep '\.[ch]$' "$work/files" >"$work/c"
while read -r file; do
    [ -f "$file" ] && code_of "$file"
done <"$work/c" >"$work/code"

# The bounded and the re-entrant forms are there for all of them.
forbidden='strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|strncpy|gmtime|strerror|localtime|asctime|ctime|gets'
grep -v '^tests/' "$work/code" | grep -E "(^|[^A-Za-z0-9_])($forbidden) *\(" >"$work/found" &&
    fail "functions that are not to be used: $(cat "$work/found")"

grep '^plugin/' "$work/c" | xargs grep -nE '# *include *[<"][^>"]*(sdk/src|hawser/host\.h)' >"$work/found" &&
    fail "a connector includes what is the host's: $(cat "$work/found")"
sed -n '/^sdk\/cli\//p' "$work/c" | xargs grep -nE '# *include *[<"][^>"]*sdk/src' >"$work/found" &&
    fail "the program includes what is the library's own: $(cat "$work/found")"

# The SDK knows no protocol. The program's examples may name a connector.
grep '^sdk/src/' "$work/c" | xargs grep -niwE 'ftps?' >"$work/found" &&
    fail "the SDK speaks of FTP: $(cat "$work/found")"
grep '^sdk/cli/' "$work/code" | grep -iwE 'ftps?' >"$work/found" &&
    fail "the program's code speaks of FTP: $(cat "$work/found")"
grep '^sdk/cli/' "$work/c" | xargs grep -niwE 'ftps?' | grep -v 'hawser [a-z]* \([a-z]* \)\{0,1\}ftp\|--for ftp' >"$work/found" &&
    fail "the program speaks of FTP outside of an example: $(cat "$work/found")"

connector=$build/.libs/ftp.so
if [ -e "$connector" ]; then
    exported=$("${NM:-nm}" -D --defined-only "$connector" | sed 's/.* //; s/@.*//')
    [ "$exported" = hawser_connector_entry ] || fail "$connector exports: $exported"
else
    fail "$connector was not built"
fi
exit "$failed"
