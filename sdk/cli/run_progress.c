/* SPDX-License-Identifier: Apache-2.0 */
#include "run_progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <hawser/host.h>

#include "amounts.h"

enum { BAR_CELLS = 24, LONGEST_LINE = 160 };
static const uint64_t redraw_ns = NANOSECONDS_A_SECOND / 10;

void run_progress_begin(struct run_progress *progress, const struct console *console, bool wanted)
{
    *progress = (struct run_progress){
        .console = console,
        .wanted = wanted && console->err_terminal && !console->json && !console->verbose,
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

/* Of what is under way; unknown as soon as one of them is. */
static void add_up(const struct run_progress *progress, uint64_t *ret_done, uint64_t *ret_total)
{
    uint64_t done = 0;
    uint64_t total = 0;
    for (size_t i = 0; i < RUN_PROGRESS_MOST; i++) {
        const struct transfer *transfer = &progress->transfers[i];
        if (!transfer->used)
            continue;
        done += transfer->done;
        if (transfer->total == HAWSER_SIZE_UNKNOWN || total == HAWSER_SIZE_UNKNOWN)
            total = HAWSER_SIZE_UNKNOWN;
        else
            total += transfer->total;
    }
    *ret_done = done;
    *ret_total = total;
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

static void draw(struct run_progress *progress)
{
    char bar[LONGEST_LINE] = "";
    char line[LONGEST_LINE];
    char moved[AMOUNT_CAPACITY];
    char rate[AMOUNT_CAPACITY];
    uint64_t done;
    uint64_t total;
    FILE *err = progress->console->err;
    add_up(progress, &done, &total);
    if (total != HAWSER_SIZE_UNKNOWN && total > 0)
        draw_bar(bar, sizeof bar, done, total);
    int length = snprintf(line, sizeof line, "%s%s  %s/s  %" PRIu64 " done", bar,
        amount_bytes(progress->moved, moved), amount_bytes((uint64_t)progress->rate, rate),
        progress->finished);
    size_t width = console_width(progress->console, err);
    int shown = (size_t)length < width ? length : (int)width - 1;
    flockfile(err);
    (void)fprintf(err, "\r\033[K%.*s", shown, line);
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
void run_progress_move(struct run_progress *progress, uint64_t input, uint64_t done, uint64_t total)
{
    struct transfer *transfer = transfer_of(progress, input);
    progress->moved += done >= transfer->done ? done - transfer->done : done;
    transfer->done = done;
    transfer->total = total;
    refresh(progress);
}

/* The last steps of a transfer need not have been reported. */
void run_progress_finish(struct run_progress *progress, uint64_t input, bool complete)
{
    struct transfer *transfer = transfer_of(progress, input);
    if (complete && transfer->total != HAWSER_SIZE_UNKNOWN && transfer->total > transfer->done)
        progress->moved += transfer->total - transfer->done;
    transfer->used = false;
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
