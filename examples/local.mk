# SPDX-License-Identifier: Apache-2.0
# The examples of both sides, as others would build them: the public headers, and for a host the library.
# tests/docs/examples.sh builds and runs them once more, from an installed prefix.
check_PROGRAMS += examples/embed
examples_embed_CPPFLAGS = -I$(top_srcdir)/sdk/include
examples_embed_LDADD = sdk/src/libhawser.la
examples_embed_SOURCES = examples/embed.c

check_PROGRAMS += examples/threads
examples_threads_CPPFLAGS = -I$(top_srcdir)/sdk/include
examples_threads_LDADD = sdk/src/libhawser.la -lpthread
examples_threads_SOURCES = examples/threads.c

check_LTLIBRARIES += examples/env.la
examples_env_la_CPPFLAGS = -I$(top_srcdir)/sdk/include
examples_env_la_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -rpath /nowhere
examples_env_la_SOURCES = examples/env.c

EXTRA_DIST += \
    examples/host.py \
    examples/sort.cc
