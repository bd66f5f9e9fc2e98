#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# There is one version, that of configure.ac: the program, pkg-config, the change log and the packages say the same.
set -u
source=${srcdir:-.}
failed=0

fail() {
    echo "FAIL: $*"
    failed=1
}

# is WHO VERSION
is() {
    [ "$2" = "$version" ] || fail "$1 says \"$2\", and configure.ac \"$version\""
}

version=$(sed -n 's/^AC_INIT(\[hawser\], \[\([0-9.]*\)\].*/\1/p' "$source/configure.ac")
case $version in
[0-9]*.[0-9]*.[0-9]*) ;;
*) fail "configure.ac has no version: \"$version\"" ;;
esac
is 'hawser --version' "$(./hawser --version | sed 's/^hawser //')"
is sdk/hawser.pc "$(sed -n 's/^Version: //p' sdk/hawser.pc)"
is CHANGELOG.md "$(sed -n 's/^## \[\([^]]*\)\].*/\1/p' "$source/CHANGELOG.md" | sed -n 1p)"
is debian/changelog "$(sed -n '1s/^hawser (\(.*\)-[^-]*) .*/\1/p' "$source/debian/changelog")"
for connector in ftp disk; do
    is "$connector" "$(HAWSER_CONNECTOR_PATH=$PWD/.libs ./hawser connectors 2>/dev/null | awk -v id=$connector '$1 == id { print $2 }')"
done

# The soname is that of the packages, and of what they promise.
soname=$("${READELF:-readelf}" -dW sdk/src/.libs/libhawser.so | sed -n 's/.*(SONAME).*\[libhawser\.so\.\([0-9]*\)\]/\1/p')
[ -n "$soname" ] || fail 'libhawser.so has no soname'
grep -qx "Package: libhawser$soname" "$source/debian/control" || fail "no package is libhawser$soname"
[ -f "$source/debian/libhawser$soname.symbols" ] || fail "no debian/libhawser$soname.symbols"
# The packages' list of symbols is that of the releases, each with the version of the package in which it came.
sed -n 's/^ \(hawser_[a-z_0-9]*@HAWSER_[0-9.]*\) [0-9].*/\1/p' "$source/debian/libhawser$soname.symbols" | LC_ALL=C sort >version.$$
cat "$source"/tests/abi/*.symbols | grep -v '^#' | LC_ALL=C sort -u | diff version.$$ - || fail '< debian only, > tests/abi only'
rm -f version.$$
exit "$failed"
