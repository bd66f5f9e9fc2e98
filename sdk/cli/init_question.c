/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "init_question.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "init_check.h"
#include "json_text.h"
#include "schema_field.h"
#include "settings.h"
#include "text.h"

enum { INDENT = 2, LONGEST_POINTER = 512 };

/* As it would be typed. NULL: there is none. */
static char *typed_form(json_t *value)
{
    if (json_is_boolean(value))
        return strdup(json_is_true(value) ? "true" : "false");
    return value ? json_plain(value) : NULL;
}

static void write_hint(FILE *err, const char *label, json_t *value)
{
    char *text = value ? json_plain(value) : NULL;
    if (text) {
        (void)fprintf(err, "  %s: ", label);
        text_write_lines(err, text, "    ");
    }
    free(text);
}

void init_question_explain(const struct init_form *form, const struct schema_field *item)
{
    const struct console *console = form->console;
    FILE *err = console->err;
    const char *description = json_member_text(item->field, "description");
    json_t *choices = json_object_get(item->field, "enum");
    json_t *example = json_array_get(json_object_get(item->field, "examples"), 0);
    (void)fprintf(err, "\n%s%s%s%s\n  ", console_ink(console, err, INK_BOLD),
        field_label(item->field, item->name), console_ink(console, err, INK_NONE),
        field_is_required(form->schema, item->name) ? " (required)" : "");
    text_write_wrapped(err, description ? description : "", console_width(console, err), INDENT);
    if (choices)
        write_hint(err, "one of", choices);
    else if (!json_object_get(item->field, "default"))
        write_hint(err, "such as", example);
}

json_t *init_question_value(const char *text, uint32_t types)
{
    bool yes = strcasecmp(text, "y") == 0 || strcasecmp(text, "yes") == 0;
    bool no = strcasecmp(text, "n") == 0 || strcasecmp(text, "no") == 0;
    if ((types & ~FIELD_NULL) == FIELD_BOOLEAN && (yes || no))
        return json_boolean(yes);
    json_t *value = settings_value(text, types);
    /* Of no type that fits: the connector's own words say so. */
    return value ? value : json_of_text(text);
}

bool init_question_accept(struct init_form *form, const char *name, json_t *value)
{
    char place[LONGEST_POINTER];
    int length = snprintf(place, sizeof place, "%s%s%s", form->group ? form->group : "",
        form->group ? "/" : "", name);
    if (json_object_set_new(form->object, name, value) != 0) {
        (void)console_no_memory(form->console);
        return false;
    }
    if ((size_t)length < sizeof place &&
        init_check_field(form->console, form->use, form->connection, place))
        return true;
    (void)json_object_del(form->object, name);
    return false;
}

/* True: a blank answer will do. */
static bool take_blank(struct init_form *form, const struct schema_field *item)
{
    json_t *initial = json_object_get(item->field, "default");
    if (initial)
        return init_question_accept(form, item->name, json_incref(initial));
    if (!field_is_required(form->schema, item->name))
        return true;
    if (field_types(item->field) & FIELD_STRING)
        return init_question_accept(form, item->name, json_string(""));
    (void)fputs("  an answer is needed\n", form->console->err);
    return false;
}

static enum asked ask_plain(struct init_form *form, const struct schema_field *item)
{
    FILE *err = form->console->err;
    char *initial = typed_form(json_object_get(item->field, "default"));
    enum asked asked;
    bool accepted = false;
    do {
        (void)fprintf(err, "%s%s%s%s: ", field_label(item->field, item->name), initial ? " [" : "",
            initial ? initial : "", initial ? "]" : "");
        asked = asking_line(&form->asking, false);
        const char *answer = form->asking.answer;
        if (asked == ASKED_ANSWERED && answer[0] == '\0')
            accepted = take_blank(form, item);
        else if (asked == ASKED_ANSWERED)
            accepted = init_question_accept(
                form, item->name, init_question_value(answer, field_types(item->field)));
    } while (asked != ASKED_ENDED && !accepted);
    free(initial);
    return asked;
}

enum asked init_question_path(struct init_form *form, const char *what, const char *usual,
    char *path, size_t capacity, bool *ret_replace)
{
    for (;;) {
        (void)fprintf(form->console->err, "%s [%s]: ", what, usual);
        enum asked asked = asking_line(&form->asking, false);
        if (asked == ASKED_ENDED)
            return asked;
        if (asked == ASKED_UNUSABLE)
            continue;
        const char *answer = form->asking.answer[0] != '\0' ? form->asking.answer : usual;
        bool replace = false;
        if ((size_t)snprintf(path, capacity, "%s", answer) >= capacity) {
            (void)fputs("  that is too long\n", form->console->err);
            continue;
        }
        if (access(path, F_OK) == 0 && asking_yes(&form->asking, &replace,
                                           "%s is there already. Replace it?", path) == ASKED_ENDED)
            return ASKED_ENDED;
        if (replace || access(path, F_OK) != 0) {
            *ret_replace = replace;
            return ASKED_ANSWERED;
        }
    }
}

/* Makes a path one that is the same from everywhere. False: it is too long for that, or there is no here. */
static bool make_absolute(const char *path, char *absolute, size_t capacity)
{
    char here[PATH_MAX] = "";
    if (path[0] != '/' && !getcwd(here, sizeof here))
        return false;
    return (size_t)snprintf(absolute, capacity, "%s%s%s", here, path[0] == '/' ? "" : "/", path) <
           capacity;
}

/* conn.json.password beside conn.json; conn.json.clientCertificate.passphrase */
static void usual_path(const struct init_form *form, const char *name, char *path, size_t capacity)
{
    const char *id = json_member_text(form->use->descriptor, "id");
    const char *target = form->target[0] != '\0' ? form->target : id;
    const char *group = form->group ? form->group : "";
    if ((size_t)snprintf(path, capacity, "%s.%s%s%s", target, group, *group ? "." : "", name) >=
        capacity)
        (void)snprintf(path, capacity, "secret");
}

/* The typed value is the field's now; it goes to a file, and the field refers to that. */
static enum asked keep_typed(struct init_form *form, const char *name)
{
    char usual[PATH_MAX];
    char path[PATH_MAX];
    char absolute[PATH_MAX];
    bool replace = false;
    usual_path(form, name, usual, sizeof usual);
    for (;;) {
        enum asked asked = init_question_path(form, "File to keep it in, which only you can read",
            usual, path, sizeof path, &replace);
        if (asked == ASKED_ENDED)
            return asked;
        json_t *typed = json_object_get(form->object, name);
        json_t *reference = NULL;
        if (make_absolute(path, absolute, sizeof absolute))
            reference = init_secret_file(absolute);
        if (reference && init_secrets_add(&form->secrets, absolute, typed, replace) &&
            json_object_set_new(form->object, name, reference) == 0)
            return ASKED_ANSWERED;
        (void)fputs("  that path can't be used\n", form->console->err);
    }
}

static json_t *variable_reference(const char *name)
{
    return json_pack("{s:s+}", "$secret", "env:", name);
}

/* Nothing was typed: it may be given to the program otherwise. */
static enum asked ask_variable(struct init_form *form, const struct schema_field *item)
{
    for (;;) {
        (void)fputs("Environment variable that will hold it [none]: ", form->console->err);
        enum asked asked = asking_line(&form->asking, false);
        const char *answer = form->asking.answer;
        if (asked == ASKED_ENDED || (asked == ASKED_ANSWERED && answer[0] == '\0'))
            return asked;
        if (asked == ASKED_ANSWERED &&
            init_question_accept(form, item->name, variable_reference(answer)))
            return asked;
    }
}

static enum asked ask_secret(struct init_form *form, const struct schema_field *item)
{
    for (;;) {
        (void)fprintf(form->console->err, "%s (not shown; blank for none, or one kept elsewhere): ",
            field_label(item->field, item->name));
        enum asked asked = asking_line(&form->asking, true);
        if (asked == ASKED_ENDED)
            return asked;
        if (asked == ASKED_UNUSABLE)
            continue;
        if (form->asking.answer[0] == '\0')
            return ask_variable(form, item);
        bool accepted = init_question_accept(form, item->name, json_string(form->asking.answer));
        explicit_bzero(form->asking.answer, ANSWER_LONGEST);
        if (accepted)
            return keep_typed(form, item->name);
    }
}

enum asked init_question_ask(struct init_form *form, const struct schema_field *item)
{
    init_question_explain(form, item);
    return field_is_secret(item->field) ? ask_secret(form, item) : ask_plain(form, item);
}
