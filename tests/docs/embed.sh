#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The example of embedding stands in README.md as it is in examples, and fetches files from a real server.
set -u
source=${srcdir:-.}
build=$PWD
work=$(mktemp -d) || exit 99
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT

fail() {
    echo "FAIL: $*"
    exit 1
}

# The block of C in README.md, against the example without its first line, which is its licence.
awk '/^```c$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$source/README.md" >"$work/shown"
sed 1d "$source/examples/embed.c" | diff - "$work/shown" ||
    fail "< examples/embed.c, > README.md"

. "$source/tests/docs/server.sh"
trap 'end_server; rm -rf "$work"' EXIT
start vsftpd || start pyftpdlib || skip "no FTP server: $(cat "$work/server.err")"

EMBED_PASSWORD=$(member password)
export EMBED_PASSWORD
files=$(member local_directory)
connection EMBED_PASSWORD >"$work/connection.json"
echo one >"$files/a.csv" && echo two >"$files/b.csv" || fail "no files can be put into $files"

cd "$work" || exit 99
# embed CONNECTION: the example's status is this one's
embed() {
    "$build/examples/embed" "$1" 2>"$work/err"
}
embed "$(cat connection.json)" && fail "a server that nobody trusts was believed"
grep -q 'is not trusted' err || fail "the reason is not given: $(cat err)"
[ ! -e in/a.csv ] || fail "a file came from a server that nobody trusts"
"$build/hawser" trust add "$(member ca)" >/dev/null || fail "the authority can't be deployed"
embed "$(cat connection.json)" || fail "status $?: $(cat err)"
[ "$(cat in/a.csv)" = one ] && [ "$(cat in/b.csv)" = two ] || fail "the files did not arrive"
embed '{}' && fail "a connection without a host was accepted"
grep -q Host err || fail "the missing field is not named: $(cat err)"
exit 0
