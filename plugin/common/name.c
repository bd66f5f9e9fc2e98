/* SPDX-License-Identifier: Apache-2.0 */
#include "common/name.h"

#include "common/buffer.h"
#include "common/utf8.h"

#include <inttypes.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

static const char *bad_byte(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (byte == '/')
            return "holds a /";
        if (byte == 0)
            return "holds a NUL";
        if (byte < 0x20 || byte == 0x7f)
            return "holds a control character";
    }
    return NULL;
}

static const char *name_fault(const char *bytes, size_t length)
{
    if (!length)
        return "is empty";
    if (length == 1 && bytes[0] == '.')
        return "leads to the directory itself (\".\")";
    if (length == 2 && bytes[0] == '.' && bytes[1] == '.')
        return "leads to the directory above (\"..\")";
    return bad_byte(bytes, length);
}

bool name_is_plain(const char *bytes, size_t length, const char **ret_reason)
{
    const char *fault = name_fault(bytes, length);
    if (fault && ret_reason)
        *ret_reason = fault;
    return !fault;
}

/* Where the extension begins with its dot, or the end of the name. Leading dots begin no extension.
 */
static size_t extension_at(const char *name, size_t length)
{
    size_t start = length;
    while (start > 0 && name[start - 1] != '/')
        start--;
    while (start < length && name[start] == '.')
        start++;
    for (size_t at = length; at > start; at--) {
        if (name[at - 1] == '.')
            return at - 1;
    }
    return length;
}

bool name_number_before_extension(
    const char *name, size_t length, uint64_t number, struct buffer *out)
{
    size_t stem = extension_at(name, length);
    buffer_clear(out);
    bool done = buffer_add(out, name, stem);
    if (done && number)
        done = buffer_printf(out, "%" PRIu64, number);
    done = done && buffer_add(out, name + stem, length - stem);
    if (!done)
        buffer_clear(out);
    return done;
}

enum name_text name_to_utf8(const char *bytes, size_t length, struct buffer *out)
{
    enum name_text result = NAME_TEXT_EXACT;
    buffer_clear(out);
    if (utf8_is_valid(bytes, length))
        return buffer_add(out, bytes, length) ? NAME_TEXT_EXACT : NAME_TEXT_FAILED;
    for (size_t at = 0; at < length;) {
        struct utf8_step step = utf8_step(bytes + at, length - at);
        bool added = step.valid ? buffer_add(out, bytes + at, step.length)
                                : buffer_add_text(out, REPLACEMENT);
        if (!added) {
            buffer_clear(out);
            return NAME_TEXT_FAILED;
        }
        if (!step.valid)
            result = NAME_TEXT_REPLACED;
        at += step.length;
    }
    return result;
}
