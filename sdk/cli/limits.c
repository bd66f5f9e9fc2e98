/* SPDX-License-Identifier: Apache-2.0 */
#include "limits.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "amounts.h"
#include "status.h"

enum { LONGEST_CORRELATION = 128 };
static const double longest_timeout = 1e9; /* seconds, some thirty years */

static int read_timeout(const struct console *console, const char *text, uint64_t *ret_deadline)
{
    char *end;
    double seconds = isdigit((unsigned char)text[0]) || text[0] == '.' ? strtod(text, &end) : 0;
    if (!(seconds > 0) || *end != '\0' || seconds > longest_timeout)
        return console_fail(console, STATUS_USAGE, "cli.usage.timeout", NULL,
            "--timeout takes a number of seconds above 0, such as 90 or 0.5");
    *ret_deadline = amount_now() + (uint64_t)(seconds * (double)NANOSECONDS_A_SECOND);
    return STATUS_DONE;
}

/* It will stand in logs: nothing that could break a line. */
static int check_correlation(const struct console *console, const char *id)
{
    size_t length = strlen(id);
    bool printable = length > 0 && length <= LONGEST_CORRELATION;
    for (size_t i = 0; printable && i < length; i++)
        printable = isgraph((unsigned char)id[i]) && (unsigned char)id[i] < 0x80;
    if (printable)
        return STATUS_DONE;
    return console_fail(console, STATUS_USAGE, "cli.usage.correlation", NULL,
        "--correlation takes 1 to %d characters of ASCII without spaces", LONGEST_CORRELATION);
}

int limits_begin(
    struct limits *limits, const struct console *console, const struct options *options)
{
    const char *timeout = option_text(options, OPTION_TIMEOUT);
    const char *correlation = option_text(options, OPTION_CORRELATION);
    uint64_t deadline = 0;
    int status = timeout ? read_timeout(console, timeout, &deadline) : STATUS_DONE;
    if (status == STATUS_DONE && correlation)
        status = check_correlation(console, correlation);
    if (status != STATUS_DONE)
        return status;
    cancel_begin(&limits->cancel, console);
    limits->control = (hawser_control){
        .size = sizeof limits->control,
        .cancel_fd = cancel_descriptor(&limits->cancel),
        .deadline_ns = deadline,
        .correlation_id = correlation,
    };
    return STATUS_DONE;
}

void limits_end(struct limits *limits)
{
    cancel_end(&limits->cancel);
}
