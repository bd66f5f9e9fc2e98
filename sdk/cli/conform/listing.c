/* SPDX-License-Identifier: Apache-2.0 */
#include "listing.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "json_text.h"
#include "text.h"

void listing_begin(
    struct listing *listing, const struct console *console, enum listing_form form, size_t count)
{
    *listing = (struct listing){.console = console, .form = form};
    if (form == LISTING_TAP) {
        (void)fprintf(console->out, "TAP version 13\n1..%zu\n", count);
    } else if (form == LISTING_TABLE) {
        table_init(&listing->table, console);
        table_column(&listing->table, "TEST", false);
        table_column(&listing->table, "RESULT", false);
        table_column(&listing->table, "MS", true);
        table_column(&listing->table, "THE CONNECTOR", false);
    }
}

static void add_row(struct listing *listing, const struct conform_test *test,
    const struct verdict *verdict, uint64_t ms)
{
    char time[24];
    const char *said = verdict->status == VERDICT_SUCCESS ? test->shows : verdict->message;
    const char *cells[] = {test->name, verdict_name(verdict->status), time, said};
    (void)snprintf(time, sizeof time, "%" PRIu64, ms);
    table_row(&listing->table, cells);
}

/* TAP 13: a directive for what was skipped, and a block of YAML for a message. A JSON string is one
   of YAML as well. */
static void add_tap(
    struct listing *listing, const struct conform_test *test, const struct verdict *verdict)
{
    FILE *out = listing->console->out;
    bool bad = verdict_is_bad(verdict);
    (void)fprintf(out, "%s %zu - %s", bad ? "not ok" : "ok", listing->lines, test->name);
    if (verdict->status == VERDICT_SKIPPED)
        (void)fprintf(out, " # SKIP %s", verdict->message);
    (void)fputc('\n', out);
    if (verdict->status == VERDICT_SUCCESS || verdict->status == VERDICT_SKIPPED)
        return;
    json_t *message = json_of_text(verdict->message);
    char *text = json_dumps(message, JSON_ENCODE_ANY);
    (void)fprintf(out, "  ---\n  message: %s\n  severity: %s\n  ...\n", text ? text : "\"\"",
        verdict_name(verdict->status));
    free(text);
    json_decref(message);
}

static void add_json(struct listing *listing, const struct conform_test *test,
    const struct verdict *verdict, uint64_t ms)
{
    console_line(listing->console->out,
        json_pack("{s:s, s:s, s:s, s:o, s:I}", "test", test->name, "shows", test->shows, "result",
            verdict_name(verdict->status), "message",
            verdict->message[0] != '\0' ? json_of_text(verdict->message) : json_null(), "ms",
            (json_int_t)ms));
}

void listing_add(struct listing *listing, const struct conform_test *test,
    const struct verdict *verdict, uint64_t ms)
{
    listing->lines++;
    listing->counts[verdict->status]++;
    if (listing->form == LISTING_TABLE)
        add_row(listing, test, verdict, ms);
    else if (listing->form == LISTING_TAP)
        add_tap(listing, test, verdict);
    else
        add_json(listing, test, verdict, ms);
    (void)fflush(listing->console->out);
}

static void end_json(const struct listing *listing, uint64_t seed)
{
    json_t *summary = json_object();
    for (size_t i = 0; i < VERDICT_COUNT; i++)
        (void)json_object_set_new(summary, verdict_name((enum verdict_status)i),
            json_integer((json_int_t)listing->counts[i]));
    (void)json_object_set_new(summary, "seed", json_integer((json_int_t)seed));
    console_line(listing->console->out, json_pack("{s:o}", "summary", summary));
}

bool listing_end(struct listing *listing, uint64_t seed)
{
    FILE *out = listing->console->out;
    const size_t *counts = listing->counts;
    if (listing->form == LISTING_TABLE) {
        table_done(&listing->table);
        (void)fprintf(out,
            "%zu passed, %zu with a warning, %zu failed, %zu crashed, %zu skipped; --seed %" PRIu64
            " repeats it\n",
            counts[VERDICT_SUCCESS], counts[VERDICT_WARNING], counts[VERDICT_FAILED],
            counts[VERDICT_CRASHED], counts[VERDICT_SKIPPED], seed);
    } else if (listing->form == LISTING_TAP) {
        (void)fprintf(out, "# seed %" PRIu64 "\n", seed);
    } else {
        end_json(listing, seed);
    }
    return counts[VERDICT_FAILED] == 0 && counts[VERDICT_CRASHED] == 0;
}
