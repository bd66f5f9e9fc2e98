/* SPDX-License-Identifier: Apache-2.0 */
#include "verdict.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "json_text.h"

static const char *const names[VERDICT_COUNT] = {
    [VERDICT_SUCCESS] = "success",
    [VERDICT_SKIPPED] = "skipped",
    [VERDICT_WARNING] = "warning",
    [VERDICT_FAILED] = "failed",
    [VERDICT_CRASHED] = "crashed",
};

const char *verdict_name(enum verdict_status status)
{
    return names[status];
}

bool verdict_parse(const char *name, enum verdict_status *ret_status)
{
    for (size_t i = 0; name && i < VERDICT_COUNT; i++) {
        if (strcmp(names[i], name) == 0) {
            *ret_status = (enum verdict_status)i;
            return true;
        }
    }
    return false;
}

void verdict_set(struct verdict *verdict, enum verdict_status status, const char *format, ...)
{
    va_list arguments;
    if (status <= verdict->status)
        return;
    verdict->status = status;
    va_start(arguments, format);
    (void)vsnprintf(verdict->message, sizeof verdict->message, format, arguments);
    va_end(arguments);
}

bool verdict_is_bad(const struct verdict *verdict)
{
    return verdict->status >= VERDICT_FAILED;
}

char *verdict_line(const struct verdict *verdict)
{
    json_t *object = json_pack("{s:s, s:o}", "status", verdict_name(verdict->status), "message",
        json_of_text(verdict->message));
    char *text = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    return text;
}

bool verdict_read(const char *line, struct verdict *ret_verdict)
{
    struct verdict verdict = {VERDICT_SUCCESS, ""};
    json_t *object = json_loads(line, 0, NULL);
    const char *message = json_member_text(object, "message");
    bool known = message && verdict_parse(json_member_text(object, "status"), &verdict.status);
    if (known) {
        (void)snprintf(verdict.message, sizeof verdict.message, "%s", message);
        *ret_verdict = verdict;
    }
    json_decref(object);
    return known;
}
