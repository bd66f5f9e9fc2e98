/* SPDX-License-Identifier: Apache-2.0 */
#include "run_records.h"

#include <stdlib.h>

#include "json_text.h"
#include "schema_field.h"
#include "schema_fields.h"

void run_records_begin(
    struct run_records *records, const struct console *console, const json_t *profile)
{
    struct schema_fields fields = schema_fields_of(profile);
    *records = (struct run_records){0};
    table_init(&records->table, console);
    for (size_t i = 0; i < fields.count && records->count < TABLE_MOST_COLUMNS; i++) {
        const struct schema_field *item = &fields.items[i];
        uint32_t types = field_types(item->field);
        bool is_number = types != FIELD_ANY && (types & (FIELD_INTEGER | FIELD_NUMBER));
        table_column(&records->table, field_label(item->field, item->name), is_number);
        records->names[records->count++] = item->name;
    }
    schema_fields_done(&fields);
}

/* What has no profile is shown as it is. */
static void write_bare(const struct run_records *records, const json_t *record)
{
    FILE *out = records->table.console->out;
    (void)json_dumpf(record, out, JSON_COMPACT | JSON_ENCODE_ANY);
    (void)fputc('\n', out);
}

void run_records_add(struct run_records *records, const json_t *record)
{
    char *plain[TABLE_MOST_COLUMNS] = {0};
    const char *cells[TABLE_MOST_COLUMNS] = {0};
    if (records->count == 0) {
        write_bare(records, record);
        return;
    }
    for (size_t i = 0; i < records->count; i++) {
        plain[i] = json_plain(json_object_get(record, records->names[i]));
        cells[i] = plain[i];
    }
    table_row(&records->table, cells);
    for (size_t i = 0; i < records->count; i++)
        free(plain[i]);
}

void run_records_end(struct run_records *records)
{
    table_done(&records->table);
}
