# SPDX-License-Identifier: Apache-2.0
# Codecs without I/O.
EXTRA_DIST += \
    plugin/ftp/protocol/address.h \
    plugin/ftp/protocol/command.h \
    plugin/ftp/protocol/feat.h \
    plugin/ftp/protocol/limits.h \
    plugin/ftp/protocol/listing.h \
    plugin/ftp/protocol/path.h \
    plugin/ftp/protocol/reply.h \
    plugin/ftp/protocol/span.h \
    plugin/ftp/protocol/time.h
