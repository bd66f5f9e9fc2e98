# SPDX-License-Identifier: Apache-2.0
# Faults of the network at every point of every action, and the death of the client, on real servers; and what is there
# afterwards beside what was said. `make check` tries a sample; make check-faults all that fits into FAULT_SECONDS.
FAULT_TESTS = tests/fault/sample.sh
FAULT_SEED = 1
FAULT_SAMPLE = 60
FAULT_SECONDS = 1000
FAULT_KILLS = 500
FAULT_KILL_SECONDS = 350

dist_check_SCRIPTS += $(FAULT_TESTS)
EXTRA_DIST += \
    tests/fault/disk \
    tests/fault/kill \
    tests/fault/ledger \
    tests/fault/liars.py \
    tests/fault/proxy.py \
    tests/fault/rebirth.py \
    tests/fault/report.py \
    tests/fault/rules.py \
    tests/fault/rules_create.py \
    tests/fault/rules_fetch.py \
    tests/fault/scenarios.py \
    tests/fault/schedule.py \
    tests/fault/stream.py \
    tests/fault/verdict.py \
    tests/fault/world.py
TESTS += $(FAULT_TESTS)

.PHONY: check-faults
check-faults: all tests/support/serve$(EXEEXT)
	$(srcdir)/tests/fault/liars.py
	$(srcdir)/tests/fault/ledger --build $(abs_builddir) --servers $(abs_top_srcdir)/.servers --seed $(FAULT_SEED) \
	    --sample $(FAULT_SAMPLE) --seconds $(FAULT_SECONDS) $(FAULTS)
	$(srcdir)/tests/fault/kill --build $(abs_builddir) --servers $(abs_top_srcdir)/.servers --seed $(FAULT_SEED) \
	    --times $(FAULT_KILLS) --seconds $(FAULT_KILL_SECONDS)
	$(srcdir)/tests/fault/disk --build $(abs_builddir) --servers $(abs_top_srcdir)/.servers
