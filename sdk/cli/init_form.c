/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "init_form.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "asking.h"
#include "init_check.h"
#include "init_parts.h"
#include "init_question.h"
#include "init_secret.h"
#include "json_text.h"
#include "new_file.h"
#include "schema_field.h"
#include "schema_fields.h"
#include "status.h"
#include "text.h"

#define USUAL_FILE "conn.json"
enum { LONGEST_REASON = 128 };

static bool is_asked(const struct init_form *form, const struct schema_field *item, bool advanced)
{
    bool required = field_is_required(form->schema, item->name);
    bool is_advanced = field_is_advanced(item->field) && !required;
    return is_advanced == advanced && init_parts_can_ask(form, item);
}

static size_t count_advanced(const struct init_form *form, const struct schema_fields *fields)
{
    size_t count = 0;
    for (size_t i = 0; i < fields->count; i++)
        count += is_asked(form, &fields->items[i], true);
    return count;
}

static enum asked ask_fields(
    struct init_form *form, const struct schema_fields *fields, bool advanced)
{
    enum asked asked = ASKED_ANSWERED;
    for (size_t i = 0; i < fields->count && asked != ASKED_ENDED; i++) {
        if (is_asked(form, &fields->items[i], advanced))
            asked = init_parts_ask(form, &fields->items[i]);
    }
    return asked;
}

static enum asked ask_all(struct init_form *form)
{
    struct schema_fields fields = schema_fields_of(form->schema);
    bool more = false;
    enum asked asked = ask_fields(form, &fields, false);
    size_t count = asked == ASKED_ENDED ? 0 : count_advanced(form, &fields);
    if (count > 0)
        asked = asking_yes(&form->asking, &more,
            "\nThere are %zu more settings, which seldom have to be changed. Go through them?",
            count);
    if (more && asked != ASKED_ENDED)
        asked = ask_fields(form, &fields, true);
    schema_fields_done(&fields);
    return asked;
}

/* Where standard output is the terminal as well, the connection goes to a file. */
static enum asked ask_target(struct init_form *form)
{
    if (!form->console->out_terminal)
        return ASKED_ANSWERED;
    return init_question_path(
        form, "File to write", USUAL_FILE, form->target, sizeof form->target, &form->replace);
}

static int write_target(struct init_form *form)
{
    const struct console *console = form->console;
    char reason[LONGEST_REASON];
    if (form->target[0] == '\0') {
        (void)json_dumpf(form->connection, console->out, JSON_INDENT(2));
        (void)fputc('\n', console->out);
        return STATUS_DONE;
    }
    char *text = json_dumps(form->connection, JSON_INDENT(2));
    if (!text)
        return console_no_memory(console);
    int error = new_file_write(form->target, text, strlen(text), form->replace, NULL);
    free(text);
    if (error != 0)
        return console_fail(console, STATUS_USAGE, "cli.file", NULL, "%s can't be written: %s",
            form->target, strerror_r(error, reason, sizeof reason));
    (void)fprintf(console->err, "\n%s was written. To try it: hawser test %s --connection %s\n",
        form->target, json_member_text(form->use->descriptor, "id"), form->target);
    return STATUS_DONE;
}

/* The secrets come first: the connection refers to them. */
static int write_all(struct init_form *form)
{
    int status = init_secrets_write(&form->secrets, form->console);
    if (status != STATUS_DONE)
        return status;
    status = write_target(form);
    if (status != STATUS_DONE)
        init_secrets_withdraw(&form->secrets);
    return status;
}

static int say_ended(const struct console *console)
{
    (void)fputc('\n', console->err);
    return console_fail(console, STATUS_CANCELLED, "cli.init.ended", NULL,
        "the questions were not answered to the end: nothing was written");
}

static int finish(struct init_form *form)
{
    bool anyway = false;
    (void)fputc('\n', form->console->err);
    int status = init_check_whole(form->console, form->use, form->connection);
    if (status == STATUS_CONFIG) {
        if (asking_yes(&form->asking, &anyway, "Write it all the same?") == ASKED_ENDED)
            return say_ended(form->console);
        if (!anyway)
            (void)fputs("nothing was written\n", form->console->err);
    }
    if (status != STATUS_DONE && !anyway)
        return status;
    return write_all(form);
}

static int run(struct init_form *form)
{
    FILE *err = form->console->err;
    (void)fprintf(err, "A connection for %s.\n", json_member_text(form->use->descriptor, "title"));
    text_write_paragraphs(err,
        "A blank answer takes what stands in brackets; Ctrl-C ends this, and nothing is written "
        "before the last question.",
        console_width(form->console, err), 0);
    if (ask_target(form) == ASKED_ENDED || ask_all(form) == ASKED_ENDED)
        return say_ended(form->console);
    return finish(form);
}

int init_form_run(struct console *console, const struct connector_use *use)
{
    struct init_form form = {
        .console = console,
        .use = use,
        .schema = connector_connection_schema(use),
        .connection = json_object(),
    };
    int status = STATUS_FAILED;
    if (!form.connection)
        return console_no_memory(console);
    form.object = form.connection;
    if (asking_begin(&form.asking, console)) {
        status = run(&form);
        asking_done(&form.asking);
    }
    init_secrets_done(&form.secrets);
    json_decref(form.connection);
    return status;
}
