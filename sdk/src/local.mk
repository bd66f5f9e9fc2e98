# SPDX-License-Identifier: Apache-2.0
# libhawser. The convenience library lets unit tests reach what the shared library hides.
SDK_CPPFLAGS = -I$(top_srcdir)/sdk/include -I$(top_srcdir)/sdk/src \
    -DHAWSER_CONNECTOR_DIR='"$(connectordir)"' -DHAWSER_SYSCONF_DIR='"$(sysconfdir)"' \
    -DHAWSER_STATE_DIR='"$(localstatedir)/lib/hawser"'

noinst_LTLIBRARIES += sdk/src/libhawsercore.la
sdk_src_libhawsercore_la_CPPFLAGS = $(SDK_CPPFLAGS)
sdk_src_libhawsercore_la_CFLAGS = $(AM_CFLAGS)
sdk_src_libhawsercore_la_LIBADD = $(JANSSON_LIBS) $(PCRE2_LIBS) -lm
sdk_src_libhawsercore_la_SOURCES = \
    sdk/src/pointer.c \
    sdk/src/pointer.h \
    sdk/src/schema.h \
    sdk/src/schema_choice.c \
    sdk/src/schema_choice.h \
    sdk/src/schema_compile.c \
    sdk/src/schema_compiler.h \
    sdk/src/schema_describe.c \
    sdk/src/schema_describe.h \
    sdk/src/schema_extension.c \
    sdk/src/schema_field.c \
    sdk/src/schema_field.h \
    sdk/src/schema_fill.c \
    sdk/src/schema_finding.c \
    sdk/src/schema_finding.h \
    sdk/src/schema_format.c \
    sdk/src/schema_format.h \
    sdk/src/schema_format_network.c \
    sdk/src/schema_format_time.c \
    sdk/src/schema_hint.c \
    sdk/src/schema_json.c \
    sdk/src/schema_json.h \
    sdk/src/schema_keyword.c \
    sdk/src/schema_keywords_array.c \
    sdk/src/schema_keywords_logic.c \
    sdk/src/schema_keywords_object.c \
    sdk/src/schema_keywords_value.c \
    sdk/src/schema_loop.c \
    sdk/src/schema_message.c \
    sdk/src/schema_message.h \
    sdk/src/schema_node.h \
    sdk/src/schema_number.c \
    sdk/src/schema_pattern.c \
    sdk/src/schema_pattern.h \
    sdk/src/schema_pattern_translate.c \
    sdk/src/schema_reference.c \
    sdk/src/schema_run.h \
    sdk/src/schema_suggest.c \
    sdk/src/schema_suggest.h \
    sdk/src/schema_text.c \
    sdk/src/schema_text.h \
    sdk/src/schema_types.h \
    sdk/src/schema_uri.c \
    sdk/src/schema_uri.h \
    sdk/src/schema_validate.c

# Everything but the schema validator.
sdk_src_libhawsercore_la_CPPFLAGS += -I$(top_srcdir)
sdk_src_libhawsercore_la_LIBADD += schemas/libschemas.la $(GNUTLS_LIBS) -ldl -lpthread
sdk_src_libhawsercore_la_SOURCES += \
    sdk/src/call.c \
    sdk/src/call.h \
    sdk/src/call_extensions.c \
    sdk/src/call_extensions.h \
    sdk/src/catalogue.c \
    sdk/src/catalogue.h \
    sdk/src/describe.c \
    sdk/src/document.c \
    sdk/src/document.h \
    sdk/src/document_secrets.c \
    sdk/src/document_secrets.h \
    sdk/src/files.c \
    sdk/src/files.h \
    sdk/src/find.c \
    sdk/src/findings.c \
    sdk/src/findings.h \
    sdk/src/host.c \
    sdk/src/host.h \
    sdk/src/link.c \
    sdk/src/live.c \
    sdk/src/load.c \
    sdk/src/load.h \
    sdk/src/load_whole.c \
    sdk/src/load_whole.h \
    sdk/src/loaded.c \
    sdk/src/loaded.h \
    sdk/src/log.c \
    sdk/src/modified_time.c \
    sdk/src/modified_time.h \
    sdk/src/names.c \
    sdk/src/prepare.c \
    sdk/src/prepare.h \
    sdk/src/problem.c \
    sdk/src/problem.h \
    sdk/src/secret_source.c \
    sdk/src/secret_source.h \
    sdk/src/secrets.c \
    sdk/src/secrets.h \
    sdk/src/serial.c \
    sdk/src/serial.h \
    sdk/src/state.c \
    sdk/src/state.h \
    sdk/src/state_claim.c \
    sdk/src/state_claim.h \
    sdk/src/table.c \
    sdk/src/table.h \
    sdk/src/text.c \
    sdk/src/text.h \
    sdk/src/trust.c \
    sdk/src/trust.h \
    sdk/src/trust_add.c \
    sdk/src/trust_answer.c \
    sdk/src/trust_certificate.c \
    sdk/src/trust_certificate.h \
    sdk/src/trust_peer.c \
    sdk/src/trust_remove.c \
    sdk/src/trust_store.c \
    sdk/src/trust_store.h \
    sdk/src/validate.c \
    sdk/src/validation.c \
    sdk/src/validation.h \
    sdk/src/validation_connector.c \
    sdk/src/validation_connector.h \
    sdk/src/control.c \
    sdk/src/control.h \
    sdk/src/vault.c \
    sdk/src/vault.h \
    sdk/src/wait_lock.c \
    sdk/src/wait_lock.h

# Executions: documents, their sources and sinks, results.
sdk_src_libhawsercore_la_SOURCES += \
    sdk/src/attempt.c \
    sdk/src/attempt.h \
    sdk/src/descriptor_write.c \
    sdk/src/descriptor_write.h \
    sdk/src/directory_names.c \
    sdk/src/directory_names.h \
    sdk/src/directory_recovered.c \
    sdk/src/directory_recovered.h \
    sdk/src/document_numbers.c \
    sdk/src/document_numbers.h \
    sdk/src/document_properties.c \
    sdk/src/document_properties.h \
    sdk/src/documents.c \
    sdk/src/documents.h \
    sdk/src/execution.c \
    sdk/src/execution.h \
    sdk/src/execution_run.c \
    sdk/src/file_name.c \
    sdk/src/file_name.h \
    sdk/src/handles.c \
    sdk/src/handles.h \
    sdk/src/input.c \
    sdk/src/input.h \
    sdk/src/input_reader.c \
    sdk/src/input_reader.h \
    sdk/src/input_source.c \
    sdk/src/input_stream.c \
    sdk/src/outputs.c \
    sdk/src/recovery.c \
    sdk/src/recovery.h \
    sdk/src/results.c \
    sdk/src/results.h \
    sdk/src/sink.h \
    sdk/src/sink_callback.c \
    sdk/src/sink_descriptor.c \
    sdk/src/sink_directory.c \
    sdk/src/sink_memory.c \
    sdk/src/spool.c \
    sdk/src/spool.h \
    sdk/src/staging.c \
    sdk/src/staging.h

# The library for hosts: what host.h marks is exported, and nothing else, under the version in which it came.
# docs/abi.md says when the numbers of -version-info change.
LIBHAWSER_MAP = sdk/src/libhawser.map
lib_LTLIBRARIES += sdk/src/libhawser.la
sdk_src_libhawser_la_LDFLAGS = $(AM_LDFLAGS) -version-info 0:0:0 -Wl,--version-script=$(srcdir)/$(LIBHAWSER_MAP)
sdk_src_libhawser_la_LIBADD = sdk/src/libhawsercore.la
sdk_src_libhawser_la_DEPENDENCIES = $(sdk_src_libhawser_la_LIBADD) $(LIBHAWSER_MAP)
EXTRA_DIST += $(LIBHAWSER_MAP)
sdk_src_libhawser_la_SOURCES =
