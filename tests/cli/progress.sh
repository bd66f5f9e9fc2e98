#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The line of a run's progress, at a terminal.
. "${srcdir:-.}/tests/cli/setup.sh"
command -v python3 >/dev/null || exit 77
PYTHONDONTWRITEBYTECODE=1 TMPDIR=$work python3 "${srcdir:-.}/tests/cli/progress.py" "$program"
