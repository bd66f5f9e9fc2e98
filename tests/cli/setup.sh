# SPDX-License-Identifier: Apache-2.0
# Read by the tests of the program: runs it and looks at what it said.
# shellcheck shell=sh
set -u
program=$PWD/hawser
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failures=0

HAWSER_CONNECTOR_PATH=$PWD/tests/cli/.libs
HAWSER_TRUST_DIR=$work/trust
HAWSER_STATE_DIR=$work/state
export HAWSER_CONNECTOR_PATH HAWSER_TRUST_DIR HAWSER_STATE_DIR
unset NO_COLOR HAWSER_CA_BUNDLE || :
echo '{"host": "demo.example"}' >"$work/conn.json"

fail() {
    echo "FAIL: $*"
    failures=$((failures + 1))
}

# expect STATUS ARGUMENT...: standard output and standard error are kept for has and lacks.
expect() {
    wanted=$1
    shift
    asked="hawser $*"
    "$program" "$@" >"$work/out" 2>"$work/err"
    got=$?
    [ "$got" -eq "$wanted" ] || {
        fail "$asked: status $got instead of $wanted"
        sed 's/^/    /' "$work/out" "$work/err"
    }
}

# has out|err TEXT...; lacks likewise
has() {
    stream=$1
    shift
    for text in "$@"; do
        grep -qF -e "$text" "$work/$stream" || {
            fail "$asked: standard $stream lacks: $text"
            sed 's/^/    /' "$work/$stream"
        }
    done
}

lacks() {
    stream=$1
    shift
    for text in "$@"; do
        ! grep -qF -e "$text" "$work/$stream" || fail "$asked: standard $stream has: $text"
    done
}

empty() {
    [ ! -s "$work/$1" ] || {
        fail "$asked: standard $1 is not empty"
        sed 's/^/    /' "$work/$1"
    }
}

same() {
    [ "$1" = "$2" ] || fail "$asked: \"$1\" instead of \"$2\""
}

# Standard input without the connectors that an earlier `make install` left where the program looks: they are no fault.
without_installed() {
    HAWSER_CONNECTOR_PATH=/nowhere "$program" complete -- run '' | cut -f1 >"$work/installed"
    grep -vxF -f "$work/installed" || :
}

finish() {
    [ "$failures" -eq 0 ] || exit 1
    exit 0
}
