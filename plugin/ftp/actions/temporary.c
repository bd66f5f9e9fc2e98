/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/temporary.h"

#include "common/utf8.h"

#include <string.h>
#include <sys/random.h>

enum { NAME_MAX_BYTES = 255, RANDOM_BYTES = 6 };

/* The longest beginning of at most `most` bytes that cuts no character in two. */
static size_t whole_characters(const char *name, size_t length, size_t most)
{
    size_t used = 0;
    while (used < length) {
        size_t step = utf8_step(name + used, length - used).length;
        if (used + step > most)
            break;
        used += step;
    }
    return used;
}

bool ftp_temporary_name(const char *name, const char *extension, struct buffer *temporary)
{
    unsigned char bytes[RANDOM_BYTES];
    size_t mark = strlen(".hawser-") + (size_t)2 * RANDOM_BYTES + strlen(extension);
    size_t room = mark < NAME_MAX_BYTES ? NAME_MAX_BYTES - mark : 0;
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return false;
    buffer_clear(temporary);
    bool made = buffer_add(temporary, name, whole_characters(name, strlen(name), room)) &&
                buffer_add_text(temporary, ".hawser-");
    for (size_t i = 0; made && i < sizeof bytes; i++)
        made = buffer_printf(temporary, "%02x", bytes[i]);
    return made && buffer_add_text(temporary, extension);
}
