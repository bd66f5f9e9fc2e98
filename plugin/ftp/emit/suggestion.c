/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/emit/suggestion.h"

#include "common/buffer.h"
#include "ftp/emit/json.h"
#include "ftp/protocol/limits.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 3 * FTP_PATH_MAX }; /* a byte takes up to three */

static int32_t emit(const hawser_call *call, const struct buffer *value, const struct buffer *title)
{
    char *json = ftp_json_text_of(json_pack("{s:s%, s:s%}", "value", buffer_text(value),
        value->length, "title", buffer_text(title), title->length));
    if (!json)
        return HAWSER_NO_MEMORY;
    int32_t code = call->emit(call->host, HAWSER_EMIT_SUGGESTION, json, strlen(json));
    free(json);
    return code;
}

int32_t ftp_emit_suggestion(const hawser_call *call, const struct encoding *encoding,
    struct ftp_span above, const char *name)
{
    struct buffer path, value, title;
    buffer_init(&path, FTP_PATH_MAX);
    buffer_init(&value, SHOWN_MAX);
    buffer_init(&title, SHOWN_MAX);
    bool takes = buffer_add(&path, above.data, above.length) && buffer_add_text(&path, name) &&
                 encoding_decode(encoding, path.data, path.length, &value) == NAME_TEXT_EXACT &&
                 encoding_decode(encoding, name, strlen(name), &title) == NAME_TEXT_EXACT;
    int32_t code = takes ? emit(call, &value, &title) : HAWSER_OK;
    buffer_done(&title);
    buffer_done(&value);
    buffer_done(&path);
    return code;
}
