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

static void write_fact(const struct console *console, const char *name, json_t *value)
{
    char *plain = json_plain(value);
    char *clean = text_clean(name, strlen(name));
    if (plain && clean && plain[0] != '\0') {
        (void)fprintf(console->out, "      %s: ", clean);
        text_write_lines(console->out, plain, "        ");
    }
    free(clean);
    free(plain);
}

/* A chain is told in short; trust fetch shows all of it. */
static void write_chain(const struct console *console, const json_t *chain)
{
    size_t i;
    json_t *certificate;
    json_array_foreach(chain, i, certificate)
    {
        const char *subject = json_member_text(certificate, "subject");
        (void)fprintf(console->out, "      certificate [%zu]: ", i);
        text_write_lines(console->out, subject ? subject : "?", "        ");
    }
}

static void write_facts(const struct console *console, json_t *facts)
{
    const char *name;
    json_t *value;
    json_object_foreach(facts, name, value)
    {
        if (strcmp(name, "chain") == 0)
            write_chain(console, value);
        else
            write_fact(console, name, value);
    }
}

static void write_error(const struct console *console, const json_t *error)
{
    const char *message = json_member_text(error, "message");
    const char *hint = json_member_text(error, "hint");
    if (message) {
        (void)fputs("      ", console->out);
        text_write_lines(console->out, message, "      ");
    }
    if (hint) {
        (void)fprintf(console->out, "      %shint:%s ",
            console_ink(console, console->out, INK_BOLD),
            console_ink(console, console->out, INK_NONE));
        text_write_lines(console->out, hint, "        ");
    }
}

static void keep_chain(struct stages *stages, const json_t *stage)
{
    json_t *chain = json_object_get(json_object_get(stage, "facts"), "chain");
    if (json_array_size(chain) == 0)
        return;
    json_decref(stages->chain);
    stages->chain = json_incref(chain);
}

void stages_show(void *user, const char *json, size_t length)
{
    struct stages *stages = user;
    const struct console *console = stages->console;
    json_t *stage = json_loadb(json, length, 0, NULL);
    if (!stage)
        return;
    keep_chain(stages, stage);
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
    stages->failed = stages->failed || strcmp(mark_of(stage)->status, "failed") == 0;
    (void)fflush(console->out);
    json_decref(stage);
}
