/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes as hexadecimal digits. */
#ifndef HAWSER_PLUGIN_COMMON_HEX_H
#define HAWSER_PLUGIN_COMMON_HEX_H

#include <stddef.h>

/* Two lower-case digits a byte, and a NUL: 2 * length + 1 bytes. */
void hex_text(const unsigned char *bytes, size_t length, char *ret_text);

#endif
