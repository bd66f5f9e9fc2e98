# SPDX-License-Identifier: Apache-2.0
# Much at once, and long: a little of it in `make check`, and `make check-load SESSIONS=200 FILES=100000 SECONDS=120`.
check_PROGRAMS += tests/load/soak
TESTS += tests/load/soak
tests_load_soak_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_load_soak_LDADD = $(INTEROP_LIBS) -lpthread
tests_load_soak_DEPENDENCIES = $(INTEROP_NEEDS)
tests_load_soak_SOURCES = \
    tests/load/soak.c \
    tests/load/usage.c \
    tests/load/usage.h

SESSIONS = 200
FILES = 100000
SECONDS = 120
.PHONY: check-load
check-load: all tests/load/soak$(EXEEXT)
	tests/load/soak$(EXEEXT) $(SESSIONS) $(FILES) $(SECONDS)
