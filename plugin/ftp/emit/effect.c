/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/emit/effect.h"

#include "ftp/emit/json.h"

#include <string.h>

static bool set_path(
    json_t *object, const struct encoding *encoding, const char *key, const char *path)
{
    return !path || ftp_json_set_name(object, encoding, key, path, strlen(path));
}

char *ftp_emit_effect(const struct encoding *encoding, const struct ftp_effect *effect)
{
    json_t *object = json_object();
    bool timed = effect->stamp && effect->stamp->shown.precision != FTP_TIME_UNKNOWN;
    bool complete =
        object && json_object_set_new(object, "would", json_string(effect->would)) == 0 &&
        set_path(object, encoding, "fileName", effect->name) &&
        set_path(object, encoding, "remoteDirectory", effect->directory) &&
        set_path(object, encoding, "relativePath", effect->relative) &&
        (!effect->size_known ||
            json_object_set_new(object, "size", json_integer((json_int_t)effect->size)) == 0) &&
        (!timed || ftp_json_set_stamp(object, effect->stamp)) &&
        set_path(object, encoding, "temporaryName", effect->temporary_name) &&
        set_path(object, encoding, "temporaryDirectory", effect->temporary_directory) &&
        set_path(object, encoding, "to", effect->to) &&
        set_path(object, encoding, "uncertain", effect->uncertain);
    if (complete)
        return ftp_json_text_of(object);
    json_decref(object);
    return NULL;
}
