#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The pages of the commands, the connectors and the headers say what these are now, and groff can read them.
set -u
source=$(cd "${srcdir:-.}" && pwd) || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failed=0
HAWSER_CONNECTOR_PATH=$PWD/.libs
export HAWSER_CONNECTOR_PATH

fail() {
    echo "FAIL: $*"
    failed=1
}

command -v python3 >/dev/null || {
    echo 'SKIP: no python3'
    exit 77
}

# current FOLDER SOURCE: whether the pages of the folder are those that are made from the source.
current() {
    rm -rf "$work/made"
    mkdir "$work/made"
    PYTHONDONTWRITEBYTECODE=1 python3 "$source/docs/man/generate.py" ./hawser "$2" "$work/made" disk ftp || return 1
    for page in "$work"/made/*; do
        diff "$1/${page##*/}" "$page" >"$work/diff" || {
            head -n 8 "$work/diff"
            echo "${page##*/}"
            return 1
        }
    done
    [ "$(cd "$1" && ls ./*.[1-9] | wc -l)" -eq "$(ls "$work/made" | wc -l)" ]
}
current "$source/docs/man" "$source" || fail 'pages are not what they would be made to now: make man-pages'

# Not found out from the generator: every command, option, function, field, action and error has its place.
for command in $(./hawser --help | awk '/^commands:/ { inside = 1; next } !NF { inside = 0 } inside { print $1 }'); do
    page=$source/docs/man/hawser-$command.1
    ./hawser "$command" --help | sed -n '/^options:/,/^example:/p' | grep -o -e '^ *\(-.,\)* *--[a-z-]*' | sed 's/.*--/--/' |
        LC_ALL=C sort >"$work/helped"
    sed -n '/^\.Sh OPTIONS/,/^\.El/s/^\.It \(.*, \)*Fl Fl \([a-z-]*\).*/--\2/p' "$page" | LC_ALL=C sort >"$work/described"
    [ -s "$work/helped" ] || fail "$command has no options"
    diff "$work/helped" "$work/described" || fail "< options of hawser $command --help only, > of its page only"
done
sed -n 's/^    {"\([a-z-]*\)", ".*/\1/p' "$source/sdk/cli/conform/tests.c" >"$work/tests"
[ "$(wc -l <"$work/tests")" -gt 20 ] || fail 'the tests of conform were not found'
sed -n '/^The tests, by/,/^\.El/s/^\.It Li //p' "$source/docs/man/hawser-conform.1" | diff "$work/tests" - ||
    fail '< tests of hawser conform only, > of its page only'
for header in host connector; do
    sed -n 's/.*HAWSER_EXPORT .*[ *]\(hawser_[a-z_]*\)(.*/\1/p' "$source/sdk/include/hawser/$header.h" >"$work/functions"
    grep -o '^    [a-z].*(\*[a-z_]*)(void \*host' "$source/sdk/include/hawser/$header.h" | sed 's/.*(\*\([a-z_]*\)).*/\1/' >>"$work/functions"
    [ "$(wc -l <"$work/functions")" -gt 10 ] || fail "$header.h has hardly a function"
    while read -r function; do
        grep -q "[ *(]$function[()]" "$source/docs/man/hawser-$header.3" || fail "hawser-$header(3) does not name $function"
    done <"$work/functions"
done
python3 - "$source" >"$work/missing" <<'PYTHON' || fail 'the schemas could not be read'
import glob, json, sys
source = sys.argv[1]
def names(schema):
    for name, field in schema.get("properties", {}).items():
        yield name
        yield from names(field)
found = 0
for path in glob.glob(f"{source}/schemas/ftp/*.json") + glob.glob(f"{source}/schemas/disk/*.json"):
    described = json.load(open(path, encoding="utf-8"))
    page = open(f"{source}/docs/man/hawser-{path.split('/')[-2]}.7", encoding="utf-8").read()
    for name in names(described):
        found += 1
        if f'{name}"\n' not in page:
            print(path, name)
    for error in described.get("errors", []):
        if isinstance(error, dict) and f'.It Li "{error["id"]}"' not in page:
            print(path, error["id"])
assert found > 50, found
PYTHON
[ ! -s "$work/missing" ] || fail "fields and errors that no page has: $(cat "$work/missing")"

# What the comparison is worth: a word changed, an option gone, a page too many.
cp -r "$source/docs/man" "$work/changed"
chmod -R u+w "$work/changed"
sed -i 's/Name or address of/Name of/' "$work/changed/hawser-ftp.7"
current "$work/changed" "$source" >/dev/null && fail 'a description that differs was not seen'
cat "$source/docs/man/hawser-ftp.7" >"$work/changed/hawser-ftp.7"
: >"$work/changed/hawser-gone.1"
current "$work/changed" "$source" >/dev/null && fail 'a page of nothing was not seen'
mkdir -p "$work/other/sdk"
cp -r "$source/docs" "$work/other/docs"
cp -r "$source/sdk/include" "$work/other/sdk/include"
chmod -R u+w "$work/other"
echo 'HAWSER_EXPORT int32_t hawser_new_function(void);' >>"$work/other/sdk/include/hawser/host.h"
current "$source/docs/man" "$work/other" >/dev/null && fail 'a new function was not seen'

for page in "$source"/docs/man/*.[1-9]; do
    if command -v groff >/dev/null; then
        groff -mdoc -ww -Tascii "$page" 2>&1 >/dev/null | grep -v 'warning: .*font' >"$work/groff" || :
        [ ! -s "$work/groff" ] || fail "groff finds fault with ${page##*/}: $(cat "$work/groff")"
    fi
    if command -v mandoc >/dev/null; then
        mandoc -Tlint -Wwarning "$page" >"$work/mandoc" || fail "mandoc finds fault with ${page##*/}: $(cat "$work/mandoc")"
    fi
done
# Every page that is referred to is there.
cat "$source"/docs/man/*.[1-9] "$source/docs/hawser.1" | sed -n 's/^\.Xr \([a-z-]*\) \([0-9]\).*/\1.\2/p' | LC_ALL=C sort -u |
    while read -r page; do
        [ -e "$source/docs/man/$page" ] || [ -e "$source/docs/$page" ] || echo "$page"
    done >"$work/lost"
[ ! -s "$work/lost" ] || fail "pages that are referred to and not there: $(cat "$work/lost")"
exit "$failed"
