/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/transcript.h"

#include "ftp/protocol/fault.h"

#include <string.h>

void ftp_transcript_add(
    struct ftp_transcript *transcript, char direction, const char *text, size_t length)
{
    char *line = transcript->lines[transcript->next];
    line[0] = direction;
    line[1] = ' ';
    ftp_error_quote(line + 2, FTP_TRANSCRIPT_LINE_MAX - 2, text, length);
    transcript->next = (transcript->next + 1) % FTP_TRANSCRIPT_LINES;
    if (transcript->count < FTP_TRANSCRIPT_LINES)
        transcript->count++;
}

void ftp_transcript_text(const struct ftp_transcript *transcript, char *text, size_t capacity)
{
    size_t first = 0, total = 0, used = 0;
    size_t oldest =
        (transcript->next + FTP_TRANSCRIPT_LINES - transcript->count) % FTP_TRANSCRIPT_LINES;
    for (size_t i = transcript->count; i > 0; i--) {
        total += strlen(transcript->lines[(oldest + i - 1) % FTP_TRANSCRIPT_LINES]) + 1;
        if (total >= capacity) {
            first = i;
            break;
        }
    }
    for (size_t i = first; i < transcript->count; i++) {
        const char *line = transcript->lines[(oldest + i) % FTP_TRANSCRIPT_LINES];
        size_t length = strlen(line);
        memcpy(text + used, line, length);
        text[used + length] = '\n';
        used += length + 1;
    }
    if (capacity)
        text[used] = '\0';
}
