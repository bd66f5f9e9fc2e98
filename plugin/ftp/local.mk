# SPDX-License-Identifier: Apache-2.0
include plugin/ftp/protocol/local.mk
include plugin/ftp/transport/local.mk
