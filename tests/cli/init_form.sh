#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The questions of init, at a terminal that a script types at.
. "${srcdir:-.}/tests/cli/setup.sh"
command -v python3 >/dev/null || exit 77
PYTHONDONTWRITEBYTECODE=1 TMPDIR=$work python3 "${srcdir:-.}/tests/cli/init_form.py" "$program" || exit 1
HAWSER_CONNECTOR_PATH=$PWD/.libs
PYTHONDONTWRITEBYTECODE=1 TMPDIR=$work python3 "${srcdir:-.}/tests/cli/init_ftp.py" "$program"
