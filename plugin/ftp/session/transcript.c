/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/transcript.h"

#include <string.h>

void ftp_transcript_add(
    struct ftp_transcript *transcript, char direction, const char *text, size_t length)
{
    char *line = transcript->lines[transcript->next];
    size_t used = 0;
    line[used++] = direction;
    line[used++] = ' ';
    for (size_t i = 0; i < length && used < FTP_TRANSCRIPT_LINE_MAX - 1; i++) {
        unsigned char byte = (unsigned char)text[i];
        line[used++] = byte < 0x20 || byte == 0x7f ? '?' : (char)byte;
    }
    /* A cut must not leave half of a UTF-8 character. */
    while (used > 2 && used == FTP_TRANSCRIPT_LINE_MAX - 1 && (line[used - 1] & 0x80))
        used--;
    line[used] = '\0';
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
