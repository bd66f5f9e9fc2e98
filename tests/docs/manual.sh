#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The manual page and --help know the same commands and options, and groff can read the page.
set -u
page=${srcdir:-.}/docs/hawser.1
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failed=0

commands=$(./hawser --help | awk '/^commands:/ { inside = 1; next } !NF { inside = 0 } inside { print $1 }')
[ -n "$commands" ] || {
    echo "FAIL: --help names no command"
    exit 1
}
for command in $commands; do
    ./hawser "$command" --help >"$work/$command" || failed=1
    grep -q "^\.It Cm $command\$" "$page" || {
        echo "FAIL: the manual page does not describe $command"
        failed=1
    }
    # Every command's help ends with an example.
    grep -q '^example:' "$work/$command" || {
        echo "FAIL: hawser $command --help has no example"
        failed=1
    }
done

./hawser --help >"$work/all"
cat "$work"/* | grep -o -e '--[a-z][a-z-]*' | LC_ALL=C sort -u >"$work/helped"
sed 's/Fl Fl /--/g' "$page" | grep '^\.' | grep -o -e '--[a-z][a-z-]*' | LC_ALL=C sort -u >"$work/described"
diff "$work/helped" "$work/described" || {
    echo "FAIL: < options of --help only, > options of the manual page only"
    failed=1
}

# Statuses, as status.h has them.
sed -n 's/^#define STATUS_[A-Z]* \([0-9]*\).*/\1/p' "${srcdir:-.}/sdk/cli/status.h" >"$work/statuses"
sed -n '/^\.Sh EXIT STATUS/,/^\.El/s/^\.It \([0-9]*\)$/\1/p' "$page" | diff "$work/statuses" - || {
    echo "FAIL: < exit statuses of the program, > of the manual page"
    failed=1
}

# Quotation marks are for a macro's arguments: a line that should show one stands between .Bd and .Ed.
grep -n '^\.[A-Z].* "' "$page" && {
    echo "FAIL: quotation marks of these lines would not be shown"
    failed=1
}

if command -v groff >/dev/null; then
    groff -mdoc -ww -Tascii "$page" 2>&1 >/dev/null | grep -v 'warning: .*font' >"$work/groff" || :
    [ ! -s "$work/groff" ] || {
        cat "$work/groff"
        echo "FAIL: groff finds fault with the manual page"
        failed=1
    }
fi
exit "$failed"
