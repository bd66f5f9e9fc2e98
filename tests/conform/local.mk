# SPDX-License-Identifier: Apache-2.0
# That the conformance suite finds what it is there to find, and that our own connector passes.
CONFORM_TESTS = \
    tests/conform/broken.sh \
    tests/conform/disk.sh \
    tests/conform/ftp.sh
dist_check_SCRIPTS += $(CONFORM_TESTS)
TESTS += $(CONFORM_TESTS)

# One small connector, once as it should be and once for each fault. tests/conform/broken.sh says which test is to
# find which.
BROKEN_CPPFLAGS = -I$(top_srcdir)/sdk/include
BROKEN_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -rpath /nowhere
BROKEN_SOURCES = \
    tests/conform/broken/descriptor.h \
    tests/conform/broken/faults.h \
    tests/conform/broken/good.c

check_LTLIBRARIES += tests/conform/broken/good.la
tests_conform_broken_good_la_CPPFLAGS = $(BROKEN_CPPFLAGS)
tests_conform_broken_good_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_good_la_LIBADD = -lpthread
tests_conform_broken_good_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/size.la
tests_conform_broken_size_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_SIZE
tests_conform_broken_size_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_size_la_LIBADD = -lpthread
tests_conform_broken_size_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/secret.la
tests_conform_broken_secret_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_SECRET
tests_conform_broken_secret_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_secret_la_LIBADD = -lpthread
tests_conform_broken_secret_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/socket.la
tests_conform_broken_socket_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_SOCKET
tests_conform_broken_socket_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_socket_la_LIBADD = -lpthread
tests_conform_broken_socket_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/file.la
tests_conform_broken_file_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_FILE
tests_conform_broken_file_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_file_la_LIBADD = -lpthread
tests_conform_broken_file_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/no_result.la
tests_conform_broken_no_result_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_NO_RESULT
tests_conform_broken_no_result_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_no_result_la_LIBADD = -lpthread
tests_conform_broken_no_result_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/result_twice.la
tests_conform_broken_result_twice_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_RESULT_TWICE
tests_conform_broken_result_twice_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_result_twice_la_LIBADD = -lpthread
tests_conform_broken_result_twice_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/descriptor_leak.la
tests_conform_broken_descriptor_leak_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_DESCRIPTOR_LEAK
tests_conform_broken_descriptor_leak_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_descriptor_leak_la_LIBADD = -lpthread
tests_conform_broken_descriptor_leak_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/thread.la
tests_conform_broken_thread_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_THREAD
tests_conform_broken_thread_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_thread_la_LIBADD = -lpthread
tests_conform_broken_thread_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/allocation.la
tests_conform_broken_allocation_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_ALLOCATION
tests_conform_broken_allocation_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_allocation_la_LIBADD = -lpthread
tests_conform_broken_allocation_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/allocation_execute.la
tests_conform_broken_allocation_execute_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_ALLOCATION_EXECUTE
tests_conform_broken_allocation_execute_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_allocation_execute_la_LIBADD = -lpthread
tests_conform_broken_allocation_execute_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/cancel.la
tests_conform_broken_cancel_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_CANCEL
tests_conform_broken_cancel_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_cancel_la_LIBADD = -lpthread
tests_conform_broken_cancel_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/deadline.la
tests_conform_broken_deadline_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_DEADLINE
tests_conform_broken_deadline_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_deadline_la_LIBADD = -lpthread
tests_conform_broken_deadline_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/short_read.la
tests_conform_broken_short_read_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_SHORT_READ
tests_conform_broken_short_read_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_short_read_la_LIBADD = -lpthread
tests_conform_broken_short_read_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/short_write.la
tests_conform_broken_short_write_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_SHORT_WRITE
tests_conform_broken_short_write_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_short_write_la_LIBADD = -lpthread
tests_conform_broken_short_write_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/findings.la
tests_conform_broken_findings_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_FINDINGS
tests_conform_broken_findings_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_findings_la_LIBADD = -lpthread
tests_conform_broken_findings_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/finding_nowhere.la
tests_conform_broken_finding_nowhere_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_FINDING_NOWHERE
tests_conform_broken_finding_nowhere_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_finding_nowhere_la_LIBADD = -lpthread
tests_conform_broken_finding_nowhere_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/descriptor.la
tests_conform_broken_descriptor_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_DESCRIPTOR
tests_conform_broken_descriptor_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_descriptor_la_LIBADD = -lpthread
tests_conform_broken_descriptor_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/id.la
tests_conform_broken_id_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_ID
tests_conform_broken_id_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_id_la_LIBADD = -lpthread
tests_conform_broken_id_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/example.la
tests_conform_broken_example_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_EXAMPLE
tests_conform_broken_example_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_example_la_LIBADD = -lpthread
tests_conform_broken_example_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/two_symbols.la
tests_conform_broken_two_symbols_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_TWO_SYMBOLS
tests_conform_broken_two_symbols_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_two_symbols_la_LIBADD = -lpthread
tests_conform_broken_two_symbols_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/any_major.la
tests_conform_broken_any_major_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_ANY_MAJOR
tests_conform_broken_any_major_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_any_major_la_LIBADD = -lpthread
tests_conform_broken_any_major_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/pointer.la
tests_conform_broken_pointer_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_POINTER
tests_conform_broken_pointer_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_pointer_la_LIBADD = -lpthread
tests_conform_broken_pointer_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/table.la
tests_conform_broken_table_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_TABLE
tests_conform_broken_table_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_table_la_LIBADD = -lpthread
tests_conform_broken_table_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/validate.la
tests_conform_broken_validate_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_VALIDATE
tests_conform_broken_validate_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_validate_la_LIBADD = -lpthread
tests_conform_broken_validate_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/deletes_early.la
tests_conform_broken_deletes_early_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_DELETES_EARLY
tests_conform_broken_deletes_early_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_deletes_early_la_LIBADD = -lpthread
tests_conform_broken_deletes_early_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/unprepared.la
tests_conform_broken_unprepared_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_UNPREPARED
tests_conform_broken_unprepared_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_unprepared_la_LIBADD = -lpthread
tests_conform_broken_unprepared_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/output.la
tests_conform_broken_output_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_OUTPUT
tests_conform_broken_output_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_output_la_LIBADD = -lpthread
tests_conform_broken_output_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/error_id.la
tests_conform_broken_error_id_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_ERROR_ID
tests_conform_broken_error_id_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_error_id_la_LIBADD = -lpthread
tests_conform_broken_error_id_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/stage.la
tests_conform_broken_stage_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_STAGE
tests_conform_broken_stage_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_stage_la_LIBADD = -lpthread
tests_conform_broken_stage_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/host.la
tests_conform_broken_host_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_HOST
tests_conform_broken_host_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_host_la_LIBADD = -lpthread
tests_conform_broken_host_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/suggestion.la
tests_conform_broken_suggestion_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_SUGGESTION
tests_conform_broken_suggestion_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_suggestion_la_LIBADD = -lpthread
tests_conform_broken_suggestion_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/would.la
tests_conform_broken_would_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_WOULD
tests_conform_broken_would_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_would_la_LIBADD = -lpthread
tests_conform_broken_would_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/dry_run.la
tests_conform_broken_dry_run_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_DRY_RUN
tests_conform_broken_dry_run_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_dry_run_la_LIBADD = -lpthread
tests_conform_broken_dry_run_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/ordered.la
tests_conform_broken_ordered_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_ORDERED
tests_conform_broken_ordered_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_ordered_la_LIBADD = -lpthread
tests_conform_broken_ordered_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/one_thread.la
tests_conform_broken_one_thread_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_ONE_THREAD
tests_conform_broken_one_thread_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_one_thread_la_LIBADD = -lpthread
tests_conform_broken_one_thread_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/progress.la
tests_conform_broken_progress_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_PROGRESS
tests_conform_broken_progress_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_progress_la_LIBADD = -lpthread
tests_conform_broken_progress_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/log.la
tests_conform_broken_log_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_LOG
tests_conform_broken_log_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_log_la_LIBADD = -lpthread
tests_conform_broken_log_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/prints.la
tests_conform_broken_prints_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_PRINTS
tests_conform_broken_prints_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_prints_la_LIBADD = -lpthread
tests_conform_broken_prints_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/signal.la
tests_conform_broken_signal_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_SIGNAL
tests_conform_broken_signal_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_signal_la_LIBADD = -lpthread
tests_conform_broken_signal_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/leak_cancelled.la
tests_conform_broken_leak_cancelled_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_LEAK_CANCELLED
tests_conform_broken_leak_cancelled_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_leak_cancelled_la_LIBADD = -lpthread
tests_conform_broken_leak_cancelled_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/leak_host.la
tests_conform_broken_leak_host_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_LEAK_HOST
tests_conform_broken_leak_host_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_leak_host_la_LIBADD = -lpthread
tests_conform_broken_leak_host_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/fails_twice.la
tests_conform_broken_fails_twice_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_FAILS_TWICE
tests_conform_broken_fails_twice_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_fails_twice_la_LIBADD = -lpthread
tests_conform_broken_fails_twice_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/timeout.la
tests_conform_broken_timeout_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_TIMEOUT
tests_conform_broken_timeout_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_timeout_la_LIBADD = -lpthread
tests_conform_broken_timeout_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/severity.la
tests_conform_broken_severity_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_SEVERITY
tests_conform_broken_severity_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_severity_la_LIBADD = -lpthread
tests_conform_broken_severity_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/label.la
tests_conform_broken_label_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_LABEL
tests_conform_broken_label_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_label_la_LIBADD = -lpthread
tests_conform_broken_label_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/listed.la
tests_conform_broken_listed_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_LISTED
tests_conform_broken_listed_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_listed_la_LIBADD = -lpthread
tests_conform_broken_listed_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/cardinality.la
tests_conform_broken_cardinality_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_CARDINALITY
tests_conform_broken_cardinality_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_cardinality_la_LIBADD = -lpthread
tests_conform_broken_cardinality_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/leak_memory.la
tests_conform_broken_leak_memory_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_LEAK_MEMORY
tests_conform_broken_leak_memory_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_leak_memory_la_LIBADD = -lpthread
tests_conform_broken_leak_memory_la_SOURCES = $(BROKEN_SOURCES)

check_LTLIBRARIES += tests/conform/broken/closed.la
tests_conform_broken_closed_la_CPPFLAGS = $(BROKEN_CPPFLAGS) -DFAULT_CLOSED
tests_conform_broken_closed_la_LDFLAGS = $(BROKEN_LDFLAGS)
tests_conform_broken_closed_la_LIBADD = -lpthread
tests_conform_broken_closed_la_SOURCES = $(BROKEN_SOURCES)

EXTRA_DIST += tests/conform/setup.sh
