/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of files, in JSON. */
#include "common/buffer.h"
#include "common/name.h"
#include "disk/run.h"

static const char *type_of(mode_t mode)
{
    if (S_ISREG(mode))
        return "regular_file";
    if (S_ISDIR(mode))
        return "directory";
    return S_ISLNK(mode) ? "symbolic_link" : "unknown";
}

/* Consumes the object; NULL: no memory. */
static char *text_of(json_t *object)
{
    char *text = object ? json_dumps(object, JSON_COMPACT) : NULL;
    json_decref(object);
    return text;
}

char *disk_describe(const char *name, const struct stat *status)
{
    char time[48] = "";
    struct tm utc;
    struct buffer shown;
    buffer_init(&shown, 3 * NAME_MAX); /* U+FFFD has three bytes */
    name_to_utf8(name, strlen(name), &shown);
    if (gmtime_r(&status->st_mtim.tv_sec, &utc))
        strftime(time, sizeof time, "%Y-%m-%dT%H:%M:%SZ", &utc);
    json_t *object = json_pack("{s:s, s:s, s:I, s:s}", "fileName", buffer_text(&shown), "fileType",
        type_of(status->st_mode), "size", (json_int_t)status->st_size, "timestampUtc", time);
    buffer_done(&shown);
    return text_of(object);
}

int32_t disk_record(struct disk_run *run, const hawser_input *input, char *text)
{
    int32_t code = text ? hawser_output_deliver(&run->job, input->index, HAWSER_OUTPUT_RECORD, "{}",
                              text, strlen(text))
                        : HAWSER_NO_MEMORY;
    free(text);
    return code;
}

int32_t disk_would(
    struct disk_run *run, const hawser_input *input, const char *what, const char *name)
{
    return disk_record(
        run, input, text_of(json_pack("{s:s, s:s}", "would", what, "fileName", name)));
}
