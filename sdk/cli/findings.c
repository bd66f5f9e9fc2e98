/* SPDX-License-Identifier: Apache-2.0 */
#include "findings.h"

#include <stdlib.h>
#include <string.h>

#include "json_text.h"
#include "text.h"

static const char *severity_name(uint32_t severity)
{
    if (severity == HAWSER_FINDING_ERROR)
        return "error";
    return severity == HAWSER_FINDING_WARNING ? "warning" : "info";
}

static unsigned severity_ink(uint32_t severity)
{
    if (severity == HAWSER_FINDING_ERROR)
        return INK_RED;
    return severity == HAWSER_FINDING_WARNING ? INK_YELLOW : INK_DIM;
}

static void write_recommended(FILE *stream, const char *json)
{
    json_t *values = json_of_json(json);
    char *text = json_array_size(values) > 0 ? json_plain(values) : NULL;
    if (text && text[0] != '\0') {
        (void)fputs("  recommended: ", stream);
        text_write_lines(stream, text, "    ");
    }
    free(text);
    json_decref(values);
}

/* "error: connection /port: Port must be ..." */
static void write_finding(const struct findings *findings, const hawser_finding *finding)
{
    const struct console *console = findings->console;
    FILE *stream = findings->stream;
    (void)fprintf(stream, "%s%s:%s %s",
        console_ink(console, stream, severity_ink(finding->severity)),
        severity_name(finding->severity), console_ink(console, stream, INK_NONE),
        finding->document);
    if (finding->pointer[0] != '\0') {
        char *pointer = text_clean(finding->pointer, strlen(finding->pointer));
        (void)fprintf(stream, " %s", pointer ? pointer : "");
        free(pointer);
    }
    (void)fputs(": ", stream);
    text_write_lines(stream, finding->message, "  ");
    if (finding->hint && finding->hint[0] != '\0') {
        (void)fputs("  hint: ", stream);
        text_write_lines(stream, finding->hint, "    ");
    }
    write_recommended(stream, finding->recommended);
}

/* A field that is not shown under these settings is nobody's concern, unless it is in the way. */
static bool is_shown(const struct findings *findings, const hawser_finding *finding)
{
    if (finding->severity == HAWSER_FINDING_ERROR)
        return true;
    if (!finding->visible && !findings->console->verbose)
        return false;
    return findings->all;
}

void findings_show(void *user, const hawser_finding *finding)
{
    struct findings *findings = user;
    findings->errors += finding->severity == HAWSER_FINDING_ERROR;
    findings->warnings += finding->severity == HAWSER_FINDING_WARNING;
    if (findings->console->json)
        console_line(
            findings->console->out, json_pack("{s:o}", "finding", json_of_json(finding->json)));
    else if (is_shown(findings, finding))
        write_finding(findings, finding);
}

static const char *plural(unsigned count)
{
    return count == 1 ? "" : "s";
}

void findings_total(const struct findings *findings)
{
    const struct console *console = findings->console;
    if (console->json) {
        console_line(
            console->out, json_pack("{s:b, s:i, s:i}", "valid", findings->errors == 0, "errors",
                              (int)findings->errors, "warnings", (int)findings->warnings));
        return;
    }
    if (findings->errors + findings->warnings == 0)
        (void)fprintf(findings->stream, "%svalid%s\n",
            console_ink(console, findings->stream, INK_GREEN),
            console_ink(console, findings->stream, INK_NONE));
    else
        (void)fprintf(findings->stream, "%s: %u error%s, %u warning%s\n",
            findings->errors ? "not valid" : "valid", findings->errors, plural(findings->errors),
            findings->warnings, plural(findings->warnings));
}
