# SPDX-License-Identifier: Apache-2.0
EXTRA_DIST += \
    tests/servers/fetch \
    tests/servers/packages.sh \
    tests/support/folder.h \
    tests/support/pki.h \
    tests/support/process.h \
    tests/support/server.h
