/* SPDX-License-Identifier: Apache-2.0 */
#include "stages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "certificate.h"
#include "json_text.h"
#include "text.h"

struct mark {
    const char *status;
    const char *text;
    unsigned ink;
};

static const struct mark marks[] = {
    {"passed", "ok", INK_GREEN},
    {"warned", "warn", INK_YELLOW},
    {"failed", "FAIL", INK_RED},
    {"skipped", "skip", INK_DIM},
};

static const struct mark *mark_of(const json_t *stage)
{
    static const struct mark unknown = {"", "?", INK_DIM};
    const char *status = json_member_text(stage, "status");
    for (size_t i = 0; status && i < sizeof marks / sizeof marks[0]; i++) {
        if (strcmp(marks[i].status, status) == 0)
            return &marks[i];
    }
    return &unknown;
}

static void write_head(const struct console *console, const json_t *stage)
{
    FILE *out = console->out;
    const struct mark *mark = mark_of(stage);
    const char *name = json_member_text(stage, "stage");
    char *clean = text_clean(name ? name : "?", strlen(name ? name : "?"));
    (void)fprintf(out, "%s%-4s%s  %-16s %6.0f ms\n", console_ink(console, out, mark->ink),
        mark->text, console_ink(console, out, INK_NONE), clean ? clean : "?",
        json_number_value(json_object_get(stage, "ms")));
    free(clean);
}

/* --- Facts ------------------------------------------------------------------------------------ */

enum { INDENT = 6, LABEL_MOST = 20 };

/* One line of facts: the label in its column, the text in as many lines as the terminal asks for. */
static void write_row(
    const struct console *console, size_t column, const char *label, const char *text)
{
    char *clean = text_clean(label, strlen(label));
    size_t width = console_width(console, console->out);
    int padding = clean ? (int)(column - text_width(clean)) : 0;
    (void)fprintf(
        console->out, "%*s%s%*s  ", INDENT, "", clean ? clean : "?", padding > 0 ? padding : 0, "");
    text_write_wrapped(console->out, text, width, INDENT + column + 2);
    free(clean);
}

static const char *label_of(const char *name)
{
    return strcmp(name, "chain") == 0 ? "certificate [0]" : name;
}

static bool is_shown(const char *name)
{
    return strcmp(name, "profile") != 0;
}

static size_t column_of(json_t *facts)
{
    const char *name;
    json_t *value;
    size_t column = 0;
    json_object_foreach(facts, name, value)
    {
        size_t width = strlen(label_of(name));
        if (is_shown(name) && width > column && width <= LABEL_MOST)
            column = width;
    }
    return column;
}

/* A chain is told in short; trust fetch shows all of it. */
static void write_chain(const struct console *console, size_t column, const json_t *chain)
{
    size_t i;
    json_t *certificate;
    json_array_foreach(chain, i, certificate)
    {
        char label[48];
        char text[1024];
        const char *subject = json_member_text(certificate, "subject");
        const char *names = json_member_text(certificate, "names");
        bool named = names && names[0] != '\0';
        (void)snprintf(label, sizeof label, "certificate [%zu]", i);
        (void)snprintf(text, sizeof text, "%s%s%s", subject ? subject : "?", named ? ", for " : "",
            named ? names : "");
        write_row(console, column, label, text);
    }
}

static void write_facts(const struct console *console, json_t *facts)
{
    const char *name;
    json_t *value;
    size_t column = column_of(facts);
    json_object_foreach(facts, name, value)
    {
        char *plain = json_plain(value);
        if (strcmp(name, "chain") == 0)
            write_chain(console, column, value);
        else if (plain && plain[0] != '\0' && is_shown(name))
            write_row(console, column, name, plain);
        free(plain);
    }
}

/* --- What is wrong ---------------------------------------------------------------------------- */

static void write_said(
    const struct console *console, const char *label, const char *text, size_t indent)
{
    size_t width = console_width(console, console->out);
    (void)fprintf(console->out, "%*s", INDENT, "");
    if (label)
        (void)fprintf(console->out, "%s%s:%s ", console_ink(console, console->out, INK_BOLD), label,
            console_ink(console, console->out, INK_NONE));
    /* The first line begins further on than the rest where there is a label. */
    text_write_wrapped(console->out, text, width, indent);
}

static void write_error(const struct console *console, const json_t *error)
{
    const char *message = json_member_text(error, "message");
    const char *hint = json_member_text(error, "hint");
    if (message)
        write_said(console, NULL, message, INDENT);
    if (hint)
        write_said(console, "hint", hint, INDENT + sizeof "hint: " - 1);
    if (console->verbose && json_member_text(error, "id"))
        write_said(console, "id", json_member_text(error, "id"), INDENT + sizeof "id: " - 1);
}

static void write_recommendation(const struct console *console, const json_t *one)
{
    char *value = json_plain(json_object_get(one, "value"));
    char *label = json_plain(json_object_get(one, "label"));
    const char *field = json_member_text(one, "field");
    char line[1024];
    (void)snprintf(line, sizeof line, "%s (%s) to %s", label ? label : "?",
        field && field[0] == '/' ? field + 1 : "?", value ? value : "?");
    write_said(console, "set", line, INDENT + sizeof "set: " - 1);
    free(value);
    free(label);
}

static void write_recommendations(const struct console *console, const json_t *list)
{
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one) write_recommendation(console, one);
}

static void keep_chain(struct stages *stages, const json_t *stage)
{
    json_t *chain = json_object_get(json_object_get(stage, "facts"), "chain");
    if (json_array_size(chain) == 0)
        return;
    json_decref(stages->chain);
    stages->chain = json_incref(chain);
}

static void keep_profile(struct stages *stages, const json_t *stage)
{
    const char *name = json_member_text(stage, "stage");
    json_t *profile = json_object_get(json_object_get(stage, "facts"), "profile");
    if (!name || strcmp(name, "profile") != 0 || !json_is_object(profile))
        return;
    json_decref(stages->profile);
    stages->profile = json_incref(profile);
}

void stages_show(void *user, const char *json, size_t length)
{
    struct stages *stages = user;
    const struct console *console = stages->console;
    json_t *stage = json_loadb(json, length, 0, NULL);
    if (!stage)
        return;
    keep_chain(stages, stage);
    keep_profile(stages, stage);
    if (stages->quiet) {
        json_decref(stage);
        return;
    }
    if (console->json) {
        console_line(console->out, stage);
        return;
    }
    const json_t *error = json_object_get(stage, "error");
    write_head(console, stage);
    write_facts(console, json_object_get(stage, "facts"));
    write_error(console, error);
    write_recommendations(console, json_object_get(stage, "recommendations"));
    stages->failed = stages->failed || strcmp(mark_of(stage)->status, "failed") == 0;
    (void)fflush(console->out);
    json_decref(stage);
}
