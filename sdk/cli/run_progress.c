/* SPDX-License-Identifier: Apache-2.0 */
#include "run_progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hawser/host.h>

#include "amounts.h"
#include "text.h"

enum { BAR_CELLS = 24, LONGEST_LINE = 160, NARROWEST_WITH_BAR = 60, NARROWEST_NAME = 8 };
enum { MOST_SECONDS_LEFT = 100 * 60 * 60 }; /* more is a guess at nothing */
static const uint64_t redraw_ns = NANOSECONDS_A_SECOND / 10;

/* One that can't go back to the beginning of a line would show one line after the other. */
static bool can_rewrite(const struct console *console)
{
    const char *terminal = getenv("TERM");
    return console->err_terminal && terminal && strcmp(terminal, "dumb") != 0;
}

void run_progress_begin(
    struct run_progress *progress, const struct console *console, const struct run_extent *extent)
{
    *progress = (struct run_progress){
        .console = console,
        .wanted = can_rewrite(console) && !console->json && !console->verbose,
        .extent = *extent,
        .drawn_ns = amount_now(),
    };
}

/* The transfer of an input, or a free place; past the most the first place is shared. */
static struct transfer *transfer_of(struct run_progress *progress, uint64_t input)
{
    struct transfer *place = NULL;
    for (size_t i = 0; i < RUN_PROGRESS_MOST; i++) {
        struct transfer *transfer = &progress->transfers[i];
        if (transfer->used && transfer->input == input)
            return transfer;
        if (!transfer->used && !place)
            place = transfer;
    }
    if (!place)
        place = &progress->transfers[0];
    *place = (struct transfer){.input = input, .total = HAWSER_SIZE_UNKNOWN, .used = true};
    return place;
}

/* How far it is, of how much. */
struct distance {
    uint64_t done;
    uint64_t total;   /* HAWSER_SIZE_UNKNOWN */
    uint64_t running; /* documents */
    bool whole;       /* of the run, not only of what is under way */
};

/* Of what is under way; unknown as soon as one of them is. */
static struct distance under_way(const struct run_progress *progress)
{
    struct distance distance = {0};
    for (size_t i = 0; i < RUN_PROGRESS_MOST; i++) {
        const struct transfer *transfer = &progress->transfers[i];
        if (!transfer->used)
            continue;
        distance.running++;
        distance.done += transfer->done;
        if (transfer->total == HAWSER_SIZE_UNKNOWN || distance.total == HAWSER_SIZE_UNKNOWN)
            distance.total = HAWSER_SIZE_UNKNOWN;
        else
            distance.total += transfer->total;
    }
    uint64_t documents = progress->extent.documents;
    distance.whole = documents > 0 && progress->finished + distance.running >= documents;
    return distance;
}

/* What was tried again is counted twice, so it may be more than there is. */
static struct distance distance_of(const struct run_progress *progress)
{
    struct distance distance = under_way(progress);
    if (progress->extent.bytes == HAWSER_SIZE_UNKNOWN)
        return distance;
    distance.total = progress->extent.bytes;
    distance.done = progress->moved < distance.total ? progress->moved : distance.total;
    distance.whole = true;
    return distance;
}

static void draw_bar(char *line, size_t capacity, uint64_t done, uint64_t total)
{
    char cells[BAR_CELLS + 1];
    double part = (double)done / (double)total;
    size_t full = part >= 1 ? BAR_CELLS : (size_t)(part * BAR_CELLS);
    memset(cells, '.', BAR_CELLS);
    memset(cells, '#', full);
    cells[BAR_CELLS] = '\0';
    (void)snprintf(line, capacity, "[%s] %3.0f%%  ", cells, part >= 1 ? 100 : part * 100);
}

/* "1:05 left" in the caller's buffer; "" where it can't be told. */
static void draw_left(char *text, size_t capacity, const struct distance *distance, double rate)
{
    text[0] = '\0';
    if (!distance->whole || distance->total == HAWSER_SIZE_UNKNOWN ||
        distance->done >= distance->total || rate < 1)
        return;
    double left = (double)(distance->total - distance->done) / rate;
    if (left >= (double)MOST_SECONDS_LEFT)
        return;
    unsigned seconds = (unsigned)left + 1;
    (void)snprintf(text, capacity, "  %u:%02u left", seconds / 60, seconds % 60);
}

/* "2 of 5 done", or without what is not known. */
static void draw_count(char *text, size_t capacity, const struct run_progress *progress)
{
    uint64_t documents = progress->extent.documents;
    if (documents > 1)
        (void)snprintf(
            text, capacity, "  %" PRIu64 " of %" PRIu64 " done", progress->finished, documents);
    else
        (void)snprintf(text, capacity, "  %" PRIu64 " done", progress->finished);
}

static int draw_numbers(char *line, size_t capacity, const struct run_progress *progress, bool bar)
{
    char begin[LONGEST_LINE] = "";
    char moved[AMOUNT_CAPACITY];
    char rate[AMOUNT_CAPACITY];
    char left[AMOUNT_CAPACITY];
    char count[LONGEST_LINE];
    struct distance distance = distance_of(progress);
    if (bar && distance.total != HAWSER_SIZE_UNKNOWN && distance.total > 0)
        draw_bar(begin, sizeof begin, distance.done, distance.total);
    draw_left(left, sizeof left, &distance, progress->rate);
    draw_count(count, sizeof count, progress);
    return snprintf(line, capacity, "%s%s  %s/s%s%s", begin, amount_bytes(progress->moved, moved),
        amount_bytes((uint64_t)progress->rate, rate), left, count);
}

/* In what is left of the line, if a part of it can be told. */
static void write_name(const struct run_progress *progress, size_t room)
{
    const struct transfer *latest = progress->latest;
    const char *name = latest && latest->used ? latest->name : NULL;
    char *clean = name && room >= NARROWEST_NAME ? text_clean(name, strlen(name)) : NULL;
    if (clean) {
        (void)fputs("  ", progress->console->err);
        (void)text_write_fit(progress->console->err, clean, room);
    }
    free(clean);
}

static void draw(struct run_progress *progress)
{
    char line[2 * LONGEST_LINE];
    FILE *err = progress->console->err;
    /* The last column stays free: some terminals go to the next line at it. */
    size_t width = console_width(progress->console, err) - 1;
    size_t length = (size_t)draw_numbers(line, sizeof line, progress, width >= NARROWEST_WITH_BAR);
    size_t shown = length < width ? length : width;
    flockfile(err);
    (void)fprintf(err, "\r\033[K%.*s", (int)shown, line);
    write_name(progress, width > shown + 2 ? width - shown - 2 : 0);
    (void)fflush(err);
    funlockfile(err);
    progress->shown = true;
}

static void refresh(struct run_progress *progress)
{
    uint64_t now = amount_now();
    uint64_t elapsed = now - progress->drawn_ns;
    if (!progress->wanted || elapsed < redraw_ns)
        return;
    double latest = (double)(progress->moved - progress->drawn_moved) *
                    (double)NANOSECONDS_A_SECOND / (double)elapsed;
    progress->rate = progress->rate > 0 ? progress->rate * 0.7 + latest * 0.3 : latest;
    progress->drawn_ns = now;
    progress->drawn_moved = progress->moved;
    draw(progress);
}

/* Less than before: another document of the same input has begun. */
void run_progress_move(
    struct run_progress *progress, uint64_t input, const char *name, uint64_t done, uint64_t total)
{
    struct transfer *transfer = transfer_of(progress, input);
    progress->moved += done >= transfer->done ? done - transfer->done : done;
    transfer->done = done;
    transfer->total = total;
    transfer->name = name;
    progress->latest = transfer;
    refresh(progress);
}

/* The last steps of a transfer need not have been reported. */
void run_progress_finish(
    struct run_progress *progress, uint64_t input, uint64_t delivered, bool complete)
{
    struct transfer *transfer = transfer_of(progress, input);
    if (complete && transfer->total != HAWSER_SIZE_UNKNOWN && transfer->total > transfer->done)
        progress->moved += transfer->total - transfer->done;
    transfer->used = false;
    /* Of many small ones, most come and go between two reports. */
    progress->delivered += delivered;
    if (progress->moved < progress->delivered)
        progress->moved = progress->delivered;
    progress->finished++;
    refresh(progress);
}

void run_progress_clear(struct run_progress *progress)
{
    if (!progress->shown)
        return;
    flockfile(progress->console->err);
    (void)fputs("\r\033[K", progress->console->err);
    (void)fflush(progress->console->err);
    funlockfile(progress->console->err);
    progress->shown = false;
}
