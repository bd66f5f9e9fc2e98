# SPDX-License-Identifier: Apache-2.0
include sdk/include/local.mk
include sdk/src/local.mk
include sdk/cli/local.mk

pkgconfigdir = $(libdir)/pkgconfig
pkgconfig_DATA = sdk/hawser.pc
