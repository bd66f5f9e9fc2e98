# SPDX-License-Identifier: Apache-2.0
# A connector for the SDK's tests, once as it should be and once for each fault. libtool makes a shared object of
# what is not installed only where it has an -rpath.
ECHO_CPPFLAGS = -I$(top_srcdir)/sdk/include
ECHO_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -rpath /nowhere
ECHO_SOURCES = \
    tests/unit/connectors/echo.c \
    tests/unit/connectors/echo_descriptor.h \
    tests/unit/connectors/echo_execute.c \
    tests/unit/connectors/echo_store.h

check_LTLIBRARIES += tests/unit/connectors/echo.la
tests_unit_connectors_echo_la_CPPFLAGS = $(ECHO_CPPFLAGS)
tests_unit_connectors_echo_la_LDFLAGS = $(ECHO_LDFLAGS)
tests_unit_connectors_echo_la_LIBADD = $(JANSSON_LIBS)
tests_unit_connectors_echo_la_SOURCES = $(ECHO_SOURCES)

check_LTLIBRARIES += tests/unit/connectors/echo_bad_id.la
tests_unit_connectors_echo_bad_id_la_CPPFLAGS = $(ECHO_CPPFLAGS) -DECHO_BAD_ID
tests_unit_connectors_echo_bad_id_la_LDFLAGS = $(ECHO_LDFLAGS)
tests_unit_connectors_echo_bad_id_la_LIBADD = $(JANSSON_LIBS)
tests_unit_connectors_echo_bad_id_la_SOURCES = $(ECHO_SOURCES)

check_LTLIBRARIES += tests/unit/connectors/echo_bad_schema.la
tests_unit_connectors_echo_bad_schema_la_CPPFLAGS = $(ECHO_CPPFLAGS) -DECHO_BAD_SCHEMA
tests_unit_connectors_echo_bad_schema_la_LDFLAGS = $(ECHO_LDFLAGS)
tests_unit_connectors_echo_bad_schema_la_LIBADD = $(JANSSON_LIBS)
tests_unit_connectors_echo_bad_schema_la_SOURCES = $(ECHO_SOURCES)

check_LTLIBRARIES += tests/unit/connectors/echo_bad_threads.la
tests_unit_connectors_echo_bad_threads_la_CPPFLAGS = $(ECHO_CPPFLAGS) -DECHO_BAD_THREADS
tests_unit_connectors_echo_bad_threads_la_LDFLAGS = $(ECHO_LDFLAGS)
tests_unit_connectors_echo_bad_threads_la_LIBADD = $(JANSSON_LIBS)
tests_unit_connectors_echo_bad_threads_la_SOURCES = $(ECHO_SOURCES)

check_LTLIBRARIES += tests/unit/connectors/echo_bare.la
tests_unit_connectors_echo_bare_la_CPPFLAGS = $(ECHO_CPPFLAGS) -DECHO_BARE
tests_unit_connectors_echo_bare_la_LDFLAGS = $(ECHO_LDFLAGS)
tests_unit_connectors_echo_bare_la_LIBADD = $(JANSSON_LIBS)
tests_unit_connectors_echo_bare_la_SOURCES = $(ECHO_SOURCES)

check_LTLIBRARIES += tests/unit/connectors/echo_missing_slot.la
tests_unit_connectors_echo_missing_slot_la_CPPFLAGS = $(ECHO_CPPFLAGS) -DECHO_MISSING_SLOT
tests_unit_connectors_echo_missing_slot_la_LDFLAGS = $(ECHO_LDFLAGS)
tests_unit_connectors_echo_missing_slot_la_LIBADD = $(JANSSON_LIBS)
tests_unit_connectors_echo_missing_slot_la_SOURCES = $(ECHO_SOURCES)

check_LTLIBRARIES += tests/unit/connectors/echo_no_descriptor.la
tests_unit_connectors_echo_no_descriptor_la_CPPFLAGS = $(ECHO_CPPFLAGS) -DECHO_NO_DESCRIPTOR
tests_unit_connectors_echo_no_descriptor_la_LDFLAGS = $(ECHO_LDFLAGS)
tests_unit_connectors_echo_no_descriptor_la_LIBADD = $(JANSSON_LIBS)
tests_unit_connectors_echo_no_descriptor_la_SOURCES = $(ECHO_SOURCES)

check_LTLIBRARIES += tests/unit/connectors/echo_no_entry.la
tests_unit_connectors_echo_no_entry_la_CPPFLAGS = $(ECHO_CPPFLAGS) -DECHO_NO_ENTRY
tests_unit_connectors_echo_no_entry_la_LDFLAGS = $(ECHO_LDFLAGS)
tests_unit_connectors_echo_no_entry_la_LIBADD = $(JANSSON_LIBS)
tests_unit_connectors_echo_no_entry_la_SOURCES = $(ECHO_SOURCES)

check_LTLIBRARIES += tests/unit/connectors/echo_not_json.la
tests_unit_connectors_echo_not_json_la_CPPFLAGS = $(ECHO_CPPFLAGS) -DECHO_NOT_JSON
tests_unit_connectors_echo_not_json_la_LDFLAGS = $(ECHO_LDFLAGS)
tests_unit_connectors_echo_not_json_la_LIBADD = $(JANSSON_LIBS)
tests_unit_connectors_echo_not_json_la_SOURCES = $(ECHO_SOURCES)

check_LTLIBRARIES += tests/unit/connectors/echo_null_table.la
tests_unit_connectors_echo_null_table_la_CPPFLAGS = $(ECHO_CPPFLAGS) -DECHO_NULL_TABLE
tests_unit_connectors_echo_null_table_la_LDFLAGS = $(ECHO_LDFLAGS)
tests_unit_connectors_echo_null_table_la_LIBADD = $(JANSSON_LIBS)
tests_unit_connectors_echo_null_table_la_SOURCES = $(ECHO_SOURCES)

check_LTLIBRARIES += tests/unit/connectors/echo_other_id.la
tests_unit_connectors_echo_other_id_la_CPPFLAGS = $(ECHO_CPPFLAGS) -DECHO_OTHER_ID
tests_unit_connectors_echo_other_id_la_LDFLAGS = $(ECHO_LDFLAGS)
tests_unit_connectors_echo_other_id_la_LIBADD = $(JANSSON_LIBS)
tests_unit_connectors_echo_other_id_la_SOURCES = $(ECHO_SOURCES)

check_LTLIBRARIES += tests/unit/connectors/echo_other_major.la
tests_unit_connectors_echo_other_major_la_CPPFLAGS = $(ECHO_CPPFLAGS) -DECHO_OTHER_MAJOR
tests_unit_connectors_echo_other_major_la_LDFLAGS = $(ECHO_LDFLAGS)
tests_unit_connectors_echo_other_major_la_LIBADD = $(JANSSON_LIBS)
tests_unit_connectors_echo_other_major_la_SOURCES = $(ECHO_SOURCES)

check_LTLIBRARIES += tests/unit/connectors/echo_short_table.la
tests_unit_connectors_echo_short_table_la_CPPFLAGS = $(ECHO_CPPFLAGS) -DECHO_SHORT_TABLE
tests_unit_connectors_echo_short_table_la_LDFLAGS = $(ECHO_LDFLAGS)
tests_unit_connectors_echo_short_table_la_LIBADD = $(JANSSON_LIBS)
tests_unit_connectors_echo_short_table_la_SOURCES = $(ECHO_SOURCES)

check_LTLIBRARIES += tests/unit/connectors/echo_two_descriptors.la
tests_unit_connectors_echo_two_descriptors_la_CPPFLAGS = $(ECHO_CPPFLAGS) -DECHO_TWO_DESCRIPTORS
tests_unit_connectors_echo_two_descriptors_la_LDFLAGS = $(ECHO_LDFLAGS)
tests_unit_connectors_echo_two_descriptors_la_LIBADD = $(JANSSON_LIBS)
tests_unit_connectors_echo_two_descriptors_la_SOURCES = $(ECHO_SOURCES)
