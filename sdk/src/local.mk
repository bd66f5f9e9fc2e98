# SPDX-License-Identifier: Apache-2.0
# libhawser. The convenience library lets unit tests reach what the shared library hides.
SDK_CPPFLAGS = -I$(top_srcdir)/sdk/include -I$(top_srcdir)/sdk/src \
    -DHAWSER_CONNECTOR_DIR='"$(connectordir)"' -DHAWSER_SYSCONF_DIR='"$(sysconfdir)"' \
    -DHAWSER_STATE_DIR='"$(localstatedir)/lib/hawser"'
