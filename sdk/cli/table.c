/* SPDX-License-Identifier: Apache-2.0 */
#include "table.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

/* Columns of the terminal. Fewer than READABLE show too little of most values to be worth their room. */
enum { GAP = 2, NARROWEST = 6, READABLE = 12 };

void table_init(struct table *table, const struct console *console)
{
    *table = (struct table){.console = console};
}

void table_column(struct table *table, const char *title, bool right)
{
    if (table->columns == TABLE_MOST_COLUMNS)
        return;
    char *clean = text_clean(title, strlen(title));
    if (!clean)
        return;
    table->titles[table->columns] = clean;
    table->right[table->columns] = right;
    table->columns++;
}

static void measure(struct table *table, char *const *cells)
{
    for (size_t i = 0; i < table->columns; i++) {
        size_t width = text_width(cells[i]);
        if (width > table->widths[i])
            table->widths[i] = width;
        table->used[i] = table->used[i] || width > 0;
    }
}

static size_t total_width(const struct table *table)
{
    size_t total = 0;
    for (size_t i = 0; i < table->columns; i++)
        total += table->used[i] ? table->widths[i] + GAP : 0;
    return total ? total - GAP : 0;
}

static size_t last_used(const struct table *table)
{
    size_t last = 0;
    for (size_t i = 0; i < table->columns; i++) {
        if (table->used[i])
            last = i;
    }
    return last;
}

/* What the first column says is what the others are about: it keeps a third. */
static size_t least_width(const struct table *table, size_t column, size_t room)
{
    size_t least = column == 0 ? room / 3 : READABLE;
    return table->widths[column] < least ? table->widths[column] : least;
}

static bool can_fit(const struct table *table, size_t room)
{
    size_t total = 0;
    for (size_t i = 0; i < table->columns; i++)
        total += table->used[i] ? least_width(table, i, room) + GAP : 0;
    return total <= room + GAP;
}

/* The last columns say least; what is left of each of too many would say nothing. */
static void leave_out(struct table *table, size_t room)
{
    for (size_t last = last_used(table); last > 0 && !can_fit(table, room);
         last = last_used(table)) {
        table->used[last] = false;
        table->left_out[last] = true;
    }
}

/* The one that has most to give; table->columns where none has. */
static size_t widest(const struct table *table, size_t room)
{
    size_t found = table->columns;
    for (size_t i = 0; i < table->columns; i++) {
        size_t least = room ? least_width(table, i, room) : NARROWEST;
        if (table->used[i] && table->widths[i] > least &&
            (found == table->columns || table->widths[i] > table->widths[found]))
            found = i;
    }
    return found;
}

/* The widest columns give way first, none of them more than it can bear while another has something left. */
static void fit(struct table *table)
{
    size_t room = console_width(table->console, table->console->out);
    size_t bound = room;
    if (room == 0)
        return;
    leave_out(table, room);
    while (total_width(table) > room) {
        size_t column = widest(table, bound);
        if (column < table->columns)
            table->widths[column]--;
        else if (bound == 0)
            return;
        else
            bound = 0;
    }
}

static void write_row(const struct table *table, char *const *cells)
{
    FILE *out = table->console->out;
    size_t last = last_used(table);
    for (size_t i = 0; i < table->columns; i++) {
        if (!table->used[i])
            continue;
        size_t width = table->widths[i];
        size_t own = text_width(cells[i]);
        size_t room = console_width(table->console, out) ? width : SIZE_MAX;
        size_t pad = own < width ? width - own : 0;
        if (table->right[i])
            (void)fprintf(out, "%*s", (int)pad, "");
        (void)text_write_fit(out, cells[i], room);
        if (i != last)
            (void)fprintf(out, "%*s", (int)((table->right[i] ? 0 : pad) + GAP), "");
    }
    (void)fputc('\n', out);
}

static void free_row(struct table *table, char **cells)
{
    for (size_t i = 0; i < table->columns; i++)
        free(cells[i]);
}

static void write_head(struct table *table)
{
    const struct console *console = table->console;
    for (size_t i = 0; i < table->columns; i++) {
        size_t width = text_width(table->titles[i]);
        if (table->used[i] && width > table->widths[i])
            table->widths[i] = width;
    }
    fit(table);
    (void)fputs(console_ink(console, console->out, INK_BOLD), console->out);
    write_row(table, table->titles);
    (void)fputs(console_ink(console, console->out, INK_NONE), console->out);
    table->headed = true;
}

static void flush(struct table *table)
{
    if (table->rows == 0)
        return;
    for (size_t row = 0; row < table->rows; row++)
        measure(table, table->cells + row * table->columns);
    write_head(table);
    for (size_t row = 0; row < table->rows; row++) {
        write_row(table, table->cells + row * table->columns);
        free_row(table, table->cells + row * table->columns);
    }
    table->rows = 0;
}

static bool copy_row(const struct table *table, const char *const *texts, char **cells)
{
    for (size_t i = 0; i < table->columns; i++) {
        const char *text = texts[i] ? texts[i] : "";
        cells[i] = text_clean(text, strlen(text));
        if (!cells[i]) {
            while (i-- > 0)
                free(cells[i]);
            return false;
        }
    }
    return true;
}

void table_row(struct table *table, const char *const *texts)
{
    char *cells[TABLE_MOST_COLUMNS];
    if (!table->cells)
        table->cells = calloc(TABLE_MEASURED_ROWS * TABLE_MOST_COLUMNS, sizeof(char *));
    if (!table->cells || table->columns == 0 || !copy_row(table, texts, cells))
        return;
    if (table->headed) {
        write_row(table, cells);
        free_row(table, cells);
        return;
    }
    memcpy(table->cells + table->rows * table->columns, cells, table->columns * sizeof cells[0]);
    if (++table->rows < TABLE_MEASURED_ROWS)
        return;
    /* More may follow, and have a value where none of these has. */
    for (size_t i = 0; i < table->columns; i++)
        table->used[i] = true;
    flush(table);
}

static void say_left_out(const struct table *table)
{
    const char *before = "no room here for";
    for (size_t i = 0; i < table->columns; i++) {
        if (!table->left_out[i])
            continue;
        (void)fprintf(table->console->err, "%s %s", before, table->titles[i]);
        before = ",";
    }
    if (before[0] == ',')
        (void)fputs("; --json shows all\n", table->console->err);
}

void table_done(struct table *table)
{
    flush(table);
    say_left_out(table);
    for (size_t i = 0; i < table->columns; i++)
        free(table->titles[i]);
    free(table->cells);
    *table = (struct table){0};
}
