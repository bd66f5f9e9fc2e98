/* SPDX-License-Identifier: Apache-2.0 */
/* Hints and recommended values: what would make a finding go away. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "schema_describe.h"
#include "schema_format.h"
#include "schema_json.h"
#include "schema_message.h"
#include "schema_suggest.h"
#include "schema_text.h"
#include "schema_types.h"

enum {
    SHOWN_FIELDS = 12,
    OFFERED_BYTES = 80, /* a longer value needs no repeating */
};

void wording_parent(const struct wording *wording, struct field *ret_parent)
{
    struct trail trail;
    trail_init(&trail, wording->place->parent != NULL ? wording->place->parent : wording->place);
    field_at(wording->run->schema, &trail, ret_parent);
}

static void put_label(FILE *out, const struct field *parent, const char *name)
{
    struct field field;
    field_enter(parent, name, 0, &field);
    const char *title = field_title(&field);
    if (title != NULL)
        fputs(title, out);
    else
        text_name(out, name);
}

void wording_field_name(const struct wording *wording, FILE *out, const char *name)
{
    struct field parent;
    struct field field;
    wording_parent(wording, &parent);
    field_enter(&parent, name, 0, &field);
    text_name(out, name);
    if (field_title(&field) != NULL)
        fprintf(out, " (%s)", field_title(&field));
}

void wording_labels(const struct wording *wording, FILE *out, const struct field *parent,
    const json_t *names, const char *last)
{
    size_t count = json_array_size(names);
    (void)wording;
    for (size_t i = 0; i < count; i++) {
        fputs(text_separator(i, count, last), out);
        put_label(out, parent, json_string_value(json_array_get(names, i)));
    }
}

static void recommend(const struct wording *wording, const json_t *value)
{
    /* a copy: the schema is shared by threads, reference counts are not made for that */
    json_array_append_new(wording->recommended, json_deep_copy(value));
}

static bool is_valid(const struct wording *wording, const json_t *value)
{
    struct place place = *wording->place;
    place.value = value;
    return run_matches(wording->run, wording->complaint->node, &place, NULL);
}

/* What the schema's author recommends, else the default. */
static void recommend_usual(const struct wording *wording)
{
    const json_t *values = field_ui(wording->field, "recommended");
    const json_t *usual = field_argument(wording->field, "default");
    for (size_t i = 0; i < json_array_size(values); i++)
        recommend(wording, json_array_get(values, i));
    if (values == NULL && usual != NULL && wording->complaint->rule != NULL)
        recommend(wording, usual);
}

/* A text that is a number, as that number; NULL for all others. */
static json_t *number_in(const json_t *value)
{
    const char *text = json_string_value(value);
    json_error_t error;
    if (text == NULL || strchr("-0123456789", text[0]) == NULL || text[0] == '\0')
        return NULL;
    json_t *number = json_loads(text, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);
    if (json_is_number(number))
        return number;
    json_decref(number);
    return NULL;
}

static json_t *truth_in(const json_t *value)
{
    static const char *const yes[] = {"true", "yes", "on", "1"};
    static const char *const no[] = {"false", "no", "off", "0"};
    const char *text = json_string_value(value);
    if (json_is_integer(value) &&
        (json_integer_value(value) == 0 || json_integer_value(value) == 1))
        return json_boolean(json_integer_value(value) == 1);
    for (size_t i = 0; text != NULL && i < sizeof yes / sizeof yes[0]; i++) {
        if (strcasecmp(text, yes[i]) == 0)
            return json_true();
        if (strcasecmp(text, no[i]) == 0)
            return json_false();
    }
    return NULL;
}

/* A number or truth value as the text that it was meant to be. */
static json_t *text_of(const json_t *value)
{
    if (!json_is_number(value) && !json_is_boolean(value))
        return NULL;
    char *text = json_dumps(value, JSON_ENCODE_ANY);
    json_t *string = text == NULL ? NULL : json_string(text);
    free(text);
    return string;
}

static json_t *list_of(const json_t *value)
{
    return json_is_array(value) || json_is_object(value) || json_is_null(value)
               ? NULL
               : json_pack("[o]", json_deep_copy(value));
}

/* Offers the converted value if it is valid; takes it. */
static bool offer(const struct wording *wording, FILE *out, json_t *value, const char *how)
{
    bool useful = value != NULL && is_valid(wording, value);
    char *text = useful ? json_dumps(value, JSON_ENCODE_ANY | JSON_ENSURE_ASCII) : NULL;
    useful = text != NULL && strlen(text) <= OFFERED_BYTES;
    if (useful) {
        fprintf(out, "Write %s%s", text, how);
        recommend(wording, value);
    }
    free(text);
    json_decref(value);
    return useful;
}

static void hint_default(const struct wording *wording, FILE *out)
{
    const json_t *usual = field_argument(wording->field, "default");
    if (usual == NULL || wording->place->key == NULL)
        return;
    fputs("Leave it out for the default, ", out);
    text_value(out, usual);
}

static void hint_type(const struct wording *wording, FILE *out)
{
    const json_t *value = wording->place->value;
    unsigned types = wording->complaint->rule->types;
    if (wording->secret)
        return;
    if ((types & (TYPE_INTEGER | TYPE_NUMBER)) != 0 &&
        offer(wording, out, number_in(value), ", without quotes"))
        return;
    if ((types & TYPE_BOOLEAN) != 0 && offer(wording, out, truth_in(value), ", without quotes"))
        return;
    if ((types & TYPE_STRING) != 0 && offer(wording, out, text_of(value), ", with quotes"))
        return;
    if ((types & TYPE_ARRAY) != 0 && offer(wording, out, list_of(value), ""))
        return;
    hint_default(wording, out);
    recommend_usual(wording);
}

/* Offers an allowed value that is close to the text given. */
static bool offer_close(const struct wording *wording, FILE *out, const json_t *close)
{
    const char *given = json_string_value(wording->place->value);
    if (close == NULL)
        return false;
    recommend(wording, close);
    if (strcasecmp(given, json_string_value(close)) == 0) {
        fputs("Write ", out);
        text_value(out, close);
        fputs(": upper and lower case matter", out);
    } else {
        fputs("Did you mean ", out);
        text_value(out, close);
        fputc('?', out);
    }
    return true;
}

static void hint_enum(const struct wording *wording, FILE *out)
{
    const struct complaint *complaint = wording->complaint;
    const char *given = json_string_value(wording->place->value);
    const json_t *values = complaint->rule->argument;
    if (wording->secret)
        return;
    if (given != NULL && offer_close(wording, out, suggest_value(complaint->node, values, given)))
        return;
    for (size_t i = 0; i < json_array_size(values); i++)
        recommend(wording, json_array_get(values, i));
}

/* The fixed value of one of the forms that is close to the text given. */
static const json_t *close_form(const struct rule *rule, const char *given)
{
    for (size_t i = 0; i < rule->branch_count; i++) {
        const struct node *node = rule->branches[i].node;
        const json_t *value = node_argument(node, "const");
        const json_t *close = suggest_value(node, node_argument(node, "enum"), given);
        if (close != NULL)
            return close;
        if (json_is_string(value) &&
            suggest_distance(given, json_string_value(value)) < SUGGEST_NEVER)
            return value;
    }
    return NULL;
}

static void hint_no_match(const struct wording *wording, FILE *out)
{
    const json_t *value = wording->place->value;
    const char *given = json_string_value(value);
    if (wording->secret)
        return;
    if (given != NULL && offer_close(wording, out, close_form(wording->complaint->rule, given)))
        return;
    if (!offer(wording, out, number_in(value), ", without quotes"))
        recommend_usual(wording);
}

static void hint_format(const struct wording *wording, FILE *out)
{
    fputs(wording->complaint->rule->format->hint, out);
    recommend_usual(wording);
}

static void hint_required(const struct wording *wording, FILE *out)
{
    const char *description = json_string_value(field_argument(wording->field, "description"));
    fputs("Add ", out);
    text_quoted(out, wording->place->key, strlen(wording->place->key));
    if (description != NULL)
        fprintf(out, ": %s", description);
    recommend_usual(wording);
}

/* The fields that there are, each once. */
static void put_fields(FILE *out, const struct field *parent)
{
    size_t shown = 0;
    for (size_t i = 0; i < parent->count; i++) {
        const struct rule *rule = node_rule(parent->nodes[i], KEYWORD_PROPERTIES);
        for (size_t j = 0; rule != NULL && j < rule->branch_count && shown <= SHOWN_FIELDS; j++) {
            if (shown == SHOWN_FIELDS)
                fputs(", and others", out);
            else
                fputs(shown == 0 ? "The fields here are " : ", ", out);
            if (shown++ < SHOWN_FIELDS)
                text_name(out, rule->branches[j].name);
        }
    }
}

static void hint_unknown_field(const struct wording *wording, FILE *out)
{
    struct field parent;
    wording_parent(wording, &parent);
    const char *close = suggest_field(&parent, wording->place->parent->value, wording->place->key);
    if (close == NULL) {
        put_fields(out, &parent);
        return;
    }
    if (json_object_get(wording->place->parent->value, close) != NULL)
        fputs("Leave it out", out);
    else
        fputs("Rename it", out);
    json_array_append_new(wording->recommended, json_string(close));
}

static void hint_const(const struct wording *wording)
{
    if (!wording->secret)
        recommend(wording, wording->complaint->rule->argument);
}

void wording_hint(const struct wording *wording, FILE *out)
{
    enum complaint_code code = wording->complaint->code;
    const char *own = json_string_value(field_argument(wording->field, "description"));
    if (code == COMPLAINT_TYPE)
        hint_type(wording, out);
    else if (code == COMPLAINT_ENUM)
        hint_enum(wording, out);
    else if (code == COMPLAINT_NO_MATCH)
        hint_no_match(wording, out);
    else if (code == COMPLAINT_CONST)
        hint_const(wording);
    else if (code == COMPLAINT_FORMAT)
        hint_format(wording, out);
    else if (code == COMPLAINT_REQUIRED || code == COMPLAINT_DEPENDENT)
        hint_required(wording, out);
    else if (code == COMPLAINT_UNKNOWN_FIELD)
        hint_unknown_field(wording, out);
    else if (code == COMPLAINT_FORBIDDEN)
        fputs("Leave it out", out);
    else if (code == COMPLAINT_DEPRECATED)
        fputs(own != NULL ? own : "Leave it out", out);
    else if (code != COMPLAINT_LIMIT)
        recommend_usual(wording);
}
