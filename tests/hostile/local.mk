# SPDX-License-Identifier: Apache-2.0
# The FTP connector against servers that misbehave by script, run as a person runs it.
HOSTILE_TESTS = \
    tests/hostile/active.sh \
    tests/hostile/cancel.sh \
    tests/hostile/checksum.sh \
    tests/hostile/desync.sh \
    tests/hostile/early.sh \
    tests/hostile/early_end.sh \
    tests/hostile/early_look.sh \
    tests/hostile/early_upload.sh \
    tests/hostile/diagnose.sh \
    tests/hostile/network.sh \
    tests/hostile/directory.sh \
    tests/hostile/error_ids.sh \
    tests/hostile/false_start.sh \
    tests/hostile/entries.sh \
    tests/hostile/floods.sh \
    tests/hostile/gates.sh \
    tests/hostile/download.sh \
    tests/hostile/in_the_way.sh \
    tests/hostile/killed.sh \
    tests/hostile/killed_proof.sh \
    tests/hostile/dry_run.sh \
    tests/hostile/errors.sh \
    tests/hostile/listing.sh \
    tests/hostile/lost_reply.sh \
    tests/hostile/login.sh \
    tests/hostile/parallel.sh \
    tests/hostile/paths.sh \
    tests/hostile/proxy.sh \
    tests/hostile/options.sh \
    tests/hostile/renaming.sh \
    tests/hostile/resume_upload.sh \
    tests/hostile/source.sh \
    tests/hostile/tls.sh \
    tests/hostile/tls_data.sh \
    tests/hostile/upload.sh
dist_check_SCRIPTS += $(HOSTILE_TESTS)
EXTRA_DIST += \
    tests/hostile/scripted_data.py \
    tests/hostile/scripted_proxy.py \
    tests/hostile/scripted_server.py \
    tests/hostile/killing.sh \
    tests/hostile/setup.sh \
    tests/hostile/tls_gate.py
TESTS += $(HOSTILE_TESTS)
