/* SPDX-License-Identifier: Apache-2.0 */
#include "certificate.h"

#include <stdlib.h>

#include "amounts.h"
#include "json_text.h"
#include "text.h"

static void write_line(FILE *stream, const char *label, json_t *value)
{
    char *plain = json_plain(value);
    if (plain && plain[0] != '\0') {
        (void)fprintf(stream, "    %-12s ", label);
        text_write_lines(stream, plain, "    ");
    }
    free(plain);
}

/* A time is text, or seconds since 1970. */
static void write_time(FILE *stream, const json_t *time)
{
    char buffer[AMOUNT_CAPACITY];
    if (json_is_integer(time)) {
        (void)fputs(amount_date(json_integer_value(time), buffer), stream);
        return;
    }
    char *clean =
        json_is_string(time) ? text_clean(json_string_value(time), json_string_length(time)) : NULL;
    (void)fputs(clean ? clean : "?", stream);
    free(clean);
}

void certificate_write(
    const struct console *console, FILE *stream, size_t index, const json_t *certificate)
{
    const char *subject = json_member_text(certificate, "subject");
    (void)fprintf(stream, "%s[%zu]%s ", console_ink(console, stream, INK_BOLD), index,
        console_ink(console, stream, INK_NONE));
    text_write_lines(stream, subject ? subject : "?", "    ");
    write_line(stream, "issuer", json_object_get(certificate, "issuer"));
    write_line(stream, "names", json_object_get(certificate, "names"));
    write_line(stream, "SHA-256", json_object_get(certificate, "fingerprint"));
    (void)fprintf(stream, "    %-12s ", "valid");
    write_time(stream, json_object_get(certificate, "notBefore"));
    (void)fputs(" to ", stream);
    write_time(stream, json_object_get(certificate, "notAfter"));
    (void)fprintf(stream, "\n    %-12s %s%s\n", "kind",
        json_is_true(json_object_get(certificate, "authority")) ? "authority, may sign others"
                                                                : "one server's own",
        json_is_true(json_object_get(certificate, "selfSigned")) ? ", self-signed" : "");
}
