/* SPDX-License-Identifier: Apache-2.0 */
#include "trust_shown.h"

#include <stdio.h>

#include "console.h"
#include "json_text.h"
#include "text.h"

json_t *trust_shown_json(const hawser_trusted *trusted)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:I, s:I, s:o, s:b}", "name",
        json_of_text(trusted->name), "subject", json_of_text_or_null(trusted->subject), "issuer",
        json_of_text_or_null(trusted->issuer), "fingerprint",
        json_of_text_or_null(trusted->fingerprint), "notBefore", (json_int_t)trusted->not_before,
        "notAfter", (json_int_t)trusted->not_after, "peer", json_of_text_or_null(trusted->peer),
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
