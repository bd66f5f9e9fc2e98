# SPDX-License-Identifier: Apache-2.0
# That there is one version, and that the packages for Debian can be made and used.
PACKAGE_TESTS = \
    tests/package/debian.sh \
    tests/package/version.sh
dist_check_SCRIPTS += $(PACKAGE_TESTS)
TESTS += $(PACKAGE_TESTS)
CLEANFILES += tests/package/debian.build

EXTRA_DIST += \
    debian/changelog \
    debian/control \
    debian/copyright \
    debian/hawser-connector-disk.install \
    debian/hawser-connector-ftp.install \
    debian/hawser.docs \
    debian/hawser.install \
    debian/libhawser-dev.docs \
    debian/libhawser-dev.examples \
    debian/libhawser-dev.install \
    debian/libhawser0.install \
    debian/libhawser0.symbols \
    debian/rules \
    debian/source/format \
    debian/tests/control \
    debian/tests/embed \
    debian/tests/program
