# SPDX-License-Identifier: Apache-2.0
# Connectors see the public header and the plugin tree, never sdk/src.
PLUGIN_CPPFLAGS = -I$(top_srcdir)/sdk/include -I$(top_srcdir)/plugin

include plugin/common/local.mk
include plugin/ftp/local.mk
include plugin/disk/local.mk
