/* SPDX-License-Identifier: Apache-2.0 */
#include "trust_shown.h"

#include <stdio.h>
#include <time.h>

#include "console.h"
#include "json_text.h"
#include "text.h"

/* As trust fetch has it, and RFC 3339. */
static json_t *time_json(int64_t seconds)
{
    char text[32];
    time_t when = (time_t)seconds;
    struct tm utc;
    if (!gmtime_r(&when, &utc) || !strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S.000Z", &utc))
        return json_null();
    return json_string(text);
}

json_t *trust_shown_json(const hawser_trusted *trusted)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b}", "name",
        json_of_text(trusted->name), "subject", json_of_text_or_null(trusted->subject), "issuer",
        json_of_text_or_null(trusted->issuer), "fingerprint",
        json_of_text_or_null(trusted->fingerprint), "notBefore", time_json(trusted->not_before),
        "notAfter", time_json(trusted->not_after), "peer", json_of_text_or_null(trusted->peer),
        "authority", trusted->authority != 0);
}

static void write_part(FILE *out, const char *label, const char *text)
{
    (void)fprintf(out, "  %-12s ", label);
    text_write_lines(out, text, "    ");
}

int32_t trust_shown_added(void *user, const hawser_trusted *trusted)
{
    const struct console *console = user;
    if (console->json) {
        console_line(console->out, json_pack("{s:o}", "deployed", trust_shown_json(trusted)));
        return 0;
    }
    (void)fputs("deployed ", console->out);
    text_write_lines(console->out, trusted->name, "  ");
    write_part(console->out, "subject", trusted->subject ? trusted->subject : "?");
    write_part(console->out, "SHA-256", trusted->fingerprint ? trusted->fingerprint : "?");
    write_part(console->out, "trusted for", trusted->peer ? trusted->peer : "every host");
    return 0;
}
