# SPDX-License-Identifier: Apache-2.0
# Read by tests of what others build: installs into $work/installed, and sets the environment as if that were /. Wants $work and $source.
# shellcheck shell=sh

# configured NAME: a variable of the Makefile of this build
configured() {
    sed -n "s/^$1 = //p" Makefile | head -n 1
}

# tool NAME PROGRAM: a program of this name in the PATH, which is the configured one; with sanitizers where the library has them
tool() {
    sanitizers=$(configured HARDEN_CFLAGS | tr ' ' '\n' | grep '^-fsanitize=' | tr '\n' ' ')
    printf '#!/bin/sh\nexec %s %s"$@"\n' "$2" "$sanitizers" >"$work/tools/$1"
    chmod 755 "$work/tools/$1"
}

stage=$work/installed
mkdir "$work/tools" || exit 99
MAKEFLAGS='' MFLAGS='' make -s install DESTDIR="$stage" >"$work/install.log" 2>&1 || {
    echo "FAIL: it can't be installed"
    cat "$work/install.log"
    exit 1
}
tool cc "$(configured CC)"
tool c++ "$(configured CXX)"

# What was configured to be below / is below $stage.
libdir=$(find "$stage" -name hawser.pc | sed 's|/pkgconfig/hawser\.pc$||')
sed -i "s|=/|=$stage/|" "$libdir/pkgconfig/hawser.pc" || exit 99
PKG_CONFIG_PATH=$libdir/pkgconfig
export PKG_CONFIG_PATH
unset PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_LIBDIR || :
LD_LIBRARY_PATH=$libdir${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
HAWSER_CONNECTOR_PATH=$(pkg-config --variable=connectordir hawser) || exit 99
HAWSER_STATE_DIR=$work/state
HAWSER_TRUST_DIR=$work/trust
export LD_LIBRARY_PATH HAWSER_CONNECTOR_PATH HAWSER_STATE_DIR HAWSER_TRUST_DIR
PATH=$work/tools:$(dirname "$(find "$stage" -path '*/bin/hawser')"):$PATH
export PATH

# The program finds all that by itself, as an installed one does, even in an environment without anything.
hawser=$(command -v hawser) || exit 99
cat >"$work/tools/hawser" <<END
#!/bin/sh
LD_LIBRARY_PATH=\${LD_LIBRARY_PATH-$LD_LIBRARY_PATH}
HAWSER_CONNECTOR_PATH=\${HAWSER_CONNECTOR_PATH:+\$HAWSER_CONNECTOR_PATH:}$HAWSER_CONNECTOR_PATH
HAWSER_STATE_DIR=\${HAWSER_STATE_DIR-$HAWSER_STATE_DIR}
HAWSER_TRUST_DIR=\${HAWSER_TRUST_DIR-$HAWSER_TRUST_DIR}
export LD_LIBRARY_PATH HAWSER_CONNECTOR_PATH HAWSER_STATE_DIR HAWSER_TRUST_DIR
exec $hawser "\$@"
END
chmod 755 "$work/tools/hawser"

# follow GUIDE: does literally what docs/GUIDE says, in $work/guide/session; its links lead to files
follow() {
    for link in $(grep -o '](\([a-z-]*\.md\))' "$source/docs/$1" | sed -n 's/^](\(.*\))$/\1/p'); do
        [ -f "$source/docs/$link" ] || {
            echo "FAIL: docs/$1 has a link to docs/$link, which is not there"
            exit 1
        }
    done
    command -v python3 >/dev/null || {
        echo "skipped: no python3 is here"
        exit 77
    }
    python3 "$source/tests/docs/guide.py" "$source/docs/$1" "$work/guide" || exit 1
}
