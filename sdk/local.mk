# SPDX-License-Identifier: Apache-2.0
include sdk/include/local.mk
include sdk/src/local.mk
include sdk/cli/local.mk

pkgconfigdir = $(libdir)/pkgconfig
pkgconfig_DATA = sdk/hawser.pc

# For the linker of whoever writes a connector in C++; hawser.pc says where it is.
dist_pkgdata_DATA = sdk/connector.map
