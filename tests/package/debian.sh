#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The packages for Debian are made from a release archive, lintian finds nothing, and what is in them works.
set -u
source=${srcdir:-.}
version=$(sed -n 's/^AC_INIT(\[hawser\], \[\([0-9.]*\)\].*/\1/p' "$source/configure.ac")
failed=0

fail() {
    echo "FAIL: $*"
    failed=1
}

skip() {
    echo "SKIP: $*"
    exit 77
}

[ -n "${HAWSER_CHECK_LONG-}" ] || skip 'builds everything once more; make check-long runs it'
for tool in dpkg-buildpackage dh lintian dpkg-deb pkg-config; do
    command -v $tool >/dev/null || skip "no $tool (on Debian: apt-get install build-essential debhelper lintian pkgconf)"
done
(cd "$source" && dpkg-checkbuilddeps) || skip 'what the packages are built with is not all there'
log=$PWD/tests/package/debian.build
mkdir -p tests/package
work=$(mktemp -d) || exit 99
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT

# What make was told for this run of tests is not for those of the packages; nor are the compiler and its flags.
unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL TESTS CC CXX CFLAGS CPPFLAGS LDFLAGS
HAWSER_STATE_DIR=$work/state
HAWSER_TRUST_DIR=$work/trust
export HAWSER_STATE_DIR HAWSER_TRUST_DIR

make dist-gzip >"$log" 2>&1 && mv "hawser-$version.tar.gz" "$work/hawser_$version.orig.tar.gz" || {
    tail -n 20 "$log"
    fail 'there is no release archive'
    exit 1
}
tar -xzf "$work/hawser_$version.orig.tar.gz" -C "$work" || exit 99
(cd "$work/hawser-$version" && DEB_BUILD_OPTIONS="parallel=$(nproc)" dpkg-buildpackage -us -uc -b) >>"$log" 2>&1 || {
    tail -n 40 "$log"
    fail 'the packages are not built'
    exit 1
}

lintian --fail-on error,warning "$work"/*.changes >"$work/lintian" 2>&1 || fail "lintian: $(cat "$work/lintian")"

# Each package holds what it is to hold, and nothing else but its documentation.
multiarch=$(dpkg-architecture -qDEB_HOST_MULTIARCH)
contents() {
    dpkg-deb -c "$work"/"$1"_*.deb | awk '$1 !~ /^d/ { print $6 }' | sed "s|^\./||; s|/$multiarch/|/*/|" | LC_ALL=C sort
}
# holds PACKAGE FILE...: files that are there; those that it may have beside these match PATTERN
holds() {
    package=$1
    may=$2
    shift 2
    contents "$package" >"$work/all"
    for file in changelog.Debian.gz copyright; do
        grep -qxF "usr/share/doc/$package/$file" "$work/all" || fail "$package has no $file"
    done
    grep -v '^usr/share/doc/' "$work/all" >"$work/contents"
    for file; do
        grep -qxF -e "$file" "$work/contents" || fail "$package lacks $file"
        grep -vxF -e "$file" "$work/contents" >"$work/others"
        mv "$work/others" "$work/contents"
    done
    grep -v -e "$may" "$work/contents" >"$work/others"
    [ ! -s "$work/others" ] || fail "$package holds more: $(cat "$work/others")"
}
nothing='^$'
holds libhawser0 $nothing 'usr/lib/*/libhawser.so.0' 'usr/lib/*/libhawser.so.0.0.0'
holds libhawser-dev $nothing usr/share/man/man3/hawser-host.3.gz usr/share/man/man3/hawser-connector.3.gz usr/include/hawser/connector.h usr/include/hawser/connector-helpers.h \
    usr/include/hawser/connector-json.h usr/include/hawser/host.h usr/share/hawser/connector.map 'usr/lib/*/libhawser.so' 'usr/lib/*/pkgconfig/hawser.pc' usr/share/hawser/schemas/descriptor.json \
    usr/share/hawser/schemas/error.json usr/share/hawser/schemas/finding.json usr/share/hawser/schemas/result.json \
    usr/share/hawser/schemas/stage.json
holds hawser '^usr/share/man/man1/' usr/bin/hawser \
    usr/share/bash-completion/completions/hawser usr/share/zsh/vendor-completions/_hawser \
    'usr/lib/*/hawser/hawser-allocation.so' usr/share/man/man1/hawser.1.gz
holds hawser-connector-ftp '^usr/share/hawser/schemas/ftp/' 'usr/lib/*/hawser/connectors/ftp.so' usr/share/man/man7/hawser-ftp.7.gz usr/share/hawser/schemas/ftp/connection.json
holds hawser-connector-disk '^usr/share/hawser/schemas/disk/' 'usr/lib/*/hawser/connectors/disk.so' usr/share/man/man7/hawser-disk.7.gz usr/share/hawser/schemas/disk/connector.json

# Each reader finds what is written for him in the package that he has.
documents() {
    package=$1
    shift
    for file; do
        contents "$package" | grep -qE "^usr/share/doc/$package/$file(\.gz)?$" || fail "$package does not document $file"
    done
}
documents hawser README.md SECURITY.md guide-integration.md errors.md delivery.md decisions.md performance.md reliability.md
documents libhawser-dev guide-embedding.md guide-connector.md abi.md errors.md examples/embed.c examples/env.c \
    examples/threads.c examples/sort.cc examples/host.py
contents libhawser-dev | grep -q guide-integration && fail 'the guide for users of the program is in libhawser-dev'

# Installed, upgraded to the next and removed by dpkg itself, they leave nothing behind.
if [ "$(id -u)" -eq 0 ]; then
    installed=$work/installed
    mkdir -p "$installed/var/lib/dpkg/info" "$installed/var/lib/dpkg/updates" "$installed/var/log"
    : >"$installed/var/lib/dpkg/status"
    names=
    files=
    for package in "$work"/*.deb; do
        case ${package##*/} in
        *-dbgsym_*) continue ;;
        esac
        names="$names $(dpkg-deb -f "$package" Package)"
        files="$files $package"
        # The same, as the version after it.
        dpkg-deb -R "$package" "$work/next" && sed -i 's/^Version: .*/&.1/' "$work/next/DEBIAN/control" &&
            dpkg-deb -b "$work/next" "$work/next-${package##*/}" >/dev/null && rm -r "$work/next" || fail "no next ${package##*/}"
    done
    # What they depend on is not in that root; that it can be had is for apt.
    for step in "-i $files" "-i $(echo "$work"/next-*.deb)" "-P $names"; do
        # shellcheck disable=SC2086 # words
        dpkg --root="$installed" --force-depends --force-script-chrootless $step >"$work/said" 2>&1 || fail "dpkg $step: $(cat "$work/said")"
        case $step in
        -i*) [ -x "$installed/usr/bin/hawser" ] || fail "dpkg $step installed no program" ;;
        esac
    done
    find "$installed" -mindepth 1 ! -path "$installed/var" ! -path "$installed/var/*" >"$work/left"
    [ ! -s "$work/left" ] || fail "removed, they leave: $(cat "$work/left")"
    rm -f "$work"/next-*.deb
fi

# Unpacked where they may be, they work: the program, and a host that is built with what pkg-config says.
for package in "$work"/*.deb; do
    case $package in
    *-dbgsym_*) ;;
    *) dpkg-deb -x "$package" "$work/root" || fail "${package##*/} can't be unpacked" ;;
    esac
done
lib=$work/root/usr/lib/$multiarch
LD_LIBRARY_PATH=$lib
HAWSER_CONNECTOR_PATH=$lib/hawser/connectors
PATH=$work/root/usr/bin:$PATH
PKG_CONFIG_PATH=$lib/pkgconfig
PKG_CONFIG_SYSROOT_DIR=$work/root
export LD_LIBRARY_PATH HAWSER_CONNECTOR_PATH PATH PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR
[ "$(hawser --version)" = "hawser $version" ] || fail "hawser --version: $(hawser --version 2>&1)"
[ "$(pkg-config --modversion hawser)" = "$version" ] || fail "pkg-config: $(pkg-config --modversion hawser 2>&1)"
[ "$(hawser connectors | awk 'NR > 1 { print $1, $2 }' | sort | paste -s -d ' ')" = "disk $version ftp $version" ] ||
    fail "hawser connectors: $(hawser connectors 2>&1)"
# shellcheck disable=SC2046 # one flag, one word
cc -Wall -Werror "$work/root/usr/share/doc/libhawser-dev/examples/embed.c" -o "$work/embed" \
    $(pkg-config --cflags --libs hawser) 2>"$work/said" || fail "the example is not built: $(cat "$work/said")"
"$work/embed" '{}' 2>"$work/said" && fail 'a connection without a host was accepted'
grep -q Host "$work/said" || fail "the example: $(cat "$work/said")"
# And a connector is built with the headers alone.
# shellcheck disable=SC2046 # one flag, one word
cc -Wall -Werror -shared -fPIC "$work/root/usr/share/doc/libhawser-dev/examples/env.c" -o "$work/env.so" \
    $(pkg-config --cflags hawser) 2>"$work/said" && hawser conform "$work/env.so" >>"$work/said" 2>&1 || fail "the example of a connector: $(cat "$work/said")"
# What is tried on a machine that has the packages holds of these, too.
(AUTOPKGTEST_TMP=$work/tried && mkdir "$AUTOPKGTEST_TMP" && export AUTOPKGTEST_TMP && sh "$work/hawser-$version/debian/tests/program") \
    >"$work/said" 2>&1 || fail "debian/tests/program: $(cat "$work/said")"
# What only one of the library and its list of symbols has stops the build.
grep -q '^dh_makeshlibs .* -c4$' "$log" || fail 'symbols were not compared'
# The suites ran, and none failed.
grep -q '^# FAIL:  *0$' "$log" && [ "$(awk '/^# PASS:/ { print $3 }' "$log")" -gt 40 ] || fail "too little was tried: $(grep '^# PASS' "$log")"
exit "$failed"
