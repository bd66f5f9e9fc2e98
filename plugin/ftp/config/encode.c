/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/config/encode.h"

#include "common/buffer.h"
#include "ftp/protocol/limits.h"

#include <stdlib.h>
#include <string.h>

/* One text, and what a person calls it. */
struct text {
    char **text;
    const char *label;
};

static bool replace(const struct text *text, const struct buffer *bytes, struct ftp_error *error)
{
    char *copy = strdup(buffer_text(bytes));
    if (!copy)
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for %s", text->label);
    free(*text->text);
    *text->text = copy;
    return true;
}

static bool encode(const struct encoding *encoding, const struct text *text, enum ftp_fault fault,
    struct ftp_error *error)
{
    struct buffer bytes;
    if (!*encoding->name)
        return true;
    buffer_init(&bytes, FTP_COMMAND_MAX);
    enum encoding_result result =
        encoding_encode(encoding, *text->text, strlen(*text->text), &bytes);
    bool done = result == ENCODING_DONE && replace(text, &bytes, error);
    buffer_done(&bytes);
    if (result == ENCODING_FAILED)
        return ftp_error_set(error, FTP_FAULT_MEMORY, "%s is too long", text->label);
    if (result == ENCODING_DONE)
        return done;
    ftp_error_set(error, fault, "%s holds a character that the encoding %s lacks; it is \"%s\"",
        text->label, encoding->name, *text->text);
    ftp_error_hint(error, "Write it with other characters, or set Encoding to the one in which the "
                          "server keeps its names.");
    return false;
}

static bool encode_all(const struct encoding *encoding, const struct text *texts, size_t count,
    enum ftp_fault fault, struct ftp_error *error)
{
    for (size_t i = 0; i < count; i++)
        if (!encode(encoding, &texts[i], fault, error))
            return false;
    return true;
}

static bool encode_site_commands(struct ftp_connection_config *config, struct ftp_error *error)
{
    for (size_t i = 0; i < config->site_command_count; i++) {
        struct text command = {&config->site_commands[i], "a command of Site Commands"};
        if (!encode(&config->encoding, &command, FTP_FAULT_CONFIG, error))
            return false;
    }
    return true;
}

bool ftp_encode_connection(
    const char *name, struct ftp_connection_config *config, struct ftp_error *error)
{
    const struct text texts[] = {
        {&config->remote_directory, "Remote Directory"},
        {&config->user_name, "User Name"},
    };
    const char *reason;
    if (!encoding_find(name ? name : "", &config->encoding, &reason)) {
        ftp_error_set(
            error, FTP_FAULT_CONFIG, "Encoding is %.80s, an encoding that %s", name, reason);
        ftp_error_hint(error, "Choose one that iconv knows (\"iconv -l\" lists them), such as "
                              "ISO-8859-1, WINDOWS-1252 or SHIFT_JIS, or leave it at UTF-8.");
        return false;
    }
    return encode_all(&config->encoding, texts, 2, FTP_FAULT_CONFIG, error) &&
           encode_site_commands(config, error);
}

bool ftp_encode_directory(const struct encoding *encoding, char **text, struct ftp_error *error)
{
    const struct text directory = {text, "Remote Directory"};
    return encode(encoding, &directory, FTP_FAULT_CONFIG, error);
}

bool ftp_encode_operation(
    const struct encoding *encoding, struct ftp_operation *operation, struct ftp_error *error)
{
    const struct text texts[] = {
        {&operation->staging_directory, "Staging Directory"},
        {&operation->temporary_extension, "Temporary Extension"},
        {&operation->move_after_reading, "Move After Reading"},
        {&operation->marker_file, "Marker File"},
    };
    return encode_all(encoding, texts, 4, FTP_FAULT_CONFIG, error);
}

bool ftp_encode_properties(const struct encoding *encoding, struct ftp_input_properties *properties,
    struct ftp_error *error)
{
    const struct text texts[] = {
        {&properties->remote_directory, "Remote Directory"},
        {&properties->staging_directory, "Staging Directory"},
        {&properties->temporary_extension, "Temporary Extension"},
        {&properties->name, "the name"},
    };
    if (encode_all(encoding, texts, properties->name_is_bytes ? 3 : 4, FTP_FAULT_BAD_NAME, error))
        return true;
    ftp_input_properties_done(properties); /* half of them are in the one, half in the other */
    return false;
}
