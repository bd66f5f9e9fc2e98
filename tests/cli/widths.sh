#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Tables and texts at terminals of several widths.
. "${srcdir:-.}/tests/cli/setup.sh"
command -v python3 >/dev/null || exit 77
PYTHONDONTWRITEBYTECODE=1 python3 "${srcdir:-.}/tests/cli/widths.py" "$PWD/.libs" "$work" "$program"
