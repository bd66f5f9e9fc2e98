# SPDX-License-Identifier: Apache-2.0
TEST_CPPFLAGS = -I$(top_srcdir)/tests $(CUNIT_CFLAGS)

include tests/unit/protocol.mk
include tests/unit/common.mk
include tests/unit/sdk.mk
include tests/unit/ftp.mk
include tests/unit/actions.mk
include tests/support/local.mk
include tests/interop/local.mk
include tests/cli/local.mk
include tests/corpus/local.mk
include tests/hostile/local.mk
include tests/fuzz/local.mk
