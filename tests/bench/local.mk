# SPDX-License-Identifier: Apache-2.0
# Measures hawser beside its peers: make bench, with BENCH='--quick' or what else tests/bench/bench takes.
check_PROGRAMS += tests/bench/timed
tests_bench_timed_CPPFLAGS = $(TEST_CPPFLAGS)
tests_bench_timed_SOURCES = tests/bench/timed.c

EXTRA_DIST += \
    tests/bench/bench \
    tests/bench/cases.py \
    tests/bench/clients.py \
    tests/bench/delay.py \
    tests/bench/goals.py \
    tests/bench/listing.py \
    tests/bench/measure.py \
    tests/bench/plan.py \
    tests/bench/report.py \
    tests/bench/servers.py

.PHONY: bench
bench: all tests/bench/timed$(EXEEXT) tests/support/serve$(EXEEXT)
	$(srcdir)/tests/bench/bench --build $(abs_builddir) --servers $(abs_top_srcdir)/.servers $(BENCH)

# Listings of 100,000 and 1,000,000 entries, which no server here holds: LISTING='10000' for others.
.PHONY: bench-listing
bench-listing: all tests/bench/timed$(EXEEXT)
	python3 $(srcdir)/tests/bench/listing.py $(abs_builddir) $(LISTING)

include tests/bench/micro/local.mk
