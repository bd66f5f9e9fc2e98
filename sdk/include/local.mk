# SPDX-License-Identifier: Apache-2.0
hawserincludedir = $(includedir)/hawser
hawserinclude_HEADERS = \
    sdk/include/hawser/connector.h \
    sdk/include/hawser/connector-helpers.h \
    sdk/include/hawser/connector-json.h \
    sdk/include/hawser/host.h
