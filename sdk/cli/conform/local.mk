# SPDX-License-Identifier: Apache-2.0
# The conformance suite for connectors, a part of the program.
noinst_LTLIBRARIES += sdk/cli/conform/libconform.la
sdk_cli_conform_libconform_la_CPPFLAGS = -I$(top_srcdir)/sdk/include -I$(top_srcdir)/sdk/cli \
    -DALLOCATION_LIBRARY_DIR='"$(pkglibdir)"'
sdk_cli_conform_libconform_la_SOURCES = \
    sdk/cli/conform/allocation.c \
    sdk/cli/conform/allocation.h \
    sdk/cli/conform/allocation_control.h \
    sdk/cli/conform/child.c \
    sdk/cli/conform/child.h \
    sdk/cli/conform/command.c \
    sdk/cli/conform/fixture.c \
    sdk/cli/conform/fixture.h \
    sdk/cli/conform/host.c \
    sdk/cli/conform/host.h \
    sdk/cli/conform/host_extensions.c \
    sdk/cli/conform/host_inputs.c \
    sdk/cli/conform/host_outputs.c \
    sdk/cli/conform/host_says.c \
    sdk/cli/conform/listing.c \
    sdk/cli/conform/listing.h \
    sdk/cli/conform/mutation.c \
    sdk/cli/conform/mutation.h \
    sdk/cli/conform/pointer.c \
    sdk/cli/conform/pointer.h \
    sdk/cli/conform/property_set.c \
    sdk/cli/conform/property_set.h \
    sdk/cli/conform/random.c \
    sdk/cli/conform/random.h \
    sdk/cli/conform/report.c \
    sdk/cli/conform/report.h \
    sdk/cli/conform/sandbox.c \
    sdk/cli/conform/sandbox.h \
    sdk/cli/conform/shape.c \
    sdk/cli/conform/shape.h \
    sdk/cli/conform/subject.c \
    sdk/cli/conform/subject.h \
    sdk/cli/conform/symbols.c \
    sdk/cli/conform/symbols.h \
    sdk/cli/conform/test_allocation.c \
    sdk/cli/conform/test_browse.c \
    sdk/cli/conform/test_cancel.c \
    sdk/cli/conform/test_descriptor.c \
    sdk/cli/conform/test_dry_run.c \
    sdk/cli/conform/test_execute.c \
    sdk/cli/conform/test_failure.c \
    sdk/cli/conform/test_leaks.c \
    sdk/cli/conform/test_load.c \
    sdk/cli/conform/test_orders.c \
    sdk/cli/conform/test_process.c \
    sdk/cli/conform/test_secrets.c \
    sdk/cli/conform/test_sizes.c \
    sdk/cli/conform/test_validate.c \
    sdk/cli/conform/tests.c \
    sdk/cli/conform/tests.h \
    sdk/cli/conform/trial.c \
    sdk/cli/conform/trial.h \
    sdk/cli/conform/verdict.c \
    sdk/cli/conform/verdict.h

# Stands before the C library in the processes whose allocations fail. A sanitizer stands there itself.
if !SANITIZERS
# Built apart from the connectors, among which a build's own folder would otherwise list it.
pkglib_LTLIBRARIES = sdk/cli/conform/hawser-allocation.la
sdk_cli_conform_hawser_allocation_la_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version
sdk_cli_conform_hawser_allocation_la_SOURCES = \
    sdk/cli/conform/allocation_control.h \
    sdk/cli/conform/allocation_library.c
endif
