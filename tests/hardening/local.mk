# SPDX-License-Identifier: Apache-2.0
# What is to hold even where something else went wrong. Sanitizers bring memory and files of their own.
HARDENING_TESTS = \
    tests/hardening/core.sh \
    tests/hardening/elf.sh
dist_check_SCRIPTS += $(HARDENING_TESTS)
if !SANITIZERS
TESTS += $(HARDENING_TESTS)
endif
