# SPDX-License-Identifier: Apache-2.0
# That the conformance suite finds what it is there to find, and that our own connector passes.
CONFORM_TESTS = \
    tests/conform/ftp.sh
dist_check_SCRIPTS += $(CONFORM_TESTS)
TESTS += $(CONFORM_TESTS)
