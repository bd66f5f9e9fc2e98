/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/config/input.h"

#include "ftp/config/json.h"
#include "ftp/config/operation.h"

#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <string.h>

/* A copy as a C string, "" for blanks. NULL: error is set. */
static char *copy_plain(const char *text, size_t length, const char *label, struct ftp_error *error)
{
    size_t blank = 0;
    while (blank < length && (text[blank] == ' ' || text[blank] == '\t'))
        blank++;
    if (blank == length)
        length = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\0' || text[i] == '\r' || text[i] == '\n') {
            ftp_error_set(error, FTP_FAULT_BAD_NAME,
                "%s holds a %s at byte %zu, which no FTP command can carry", label,
                text[i] == '\0' ? "NUL" : "line break", i + 1);
            return NULL;
        }
    }
    char *copy = length ? strndup(text, length) : strdup("");
    if (!copy)
        ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for %s", label);
    return copy;
}

static char *member(
    const json_t *object, const char *name, const char *label, struct ftp_error *error)
{
    const json_t *value = json_object_get(object, name);
    if (value && !json_is_null(value) && !json_is_string(value)) {
        ftp_error_set(error, FTP_FAULT_CONFIG, "the document's property %s (%s) must be a string",
            name, label);
        return NULL;
    }
    return copy_plain(json_string_value(value), json_string_length(value), label, error);
}

static char *id_of(const hawser_input *input, struct ftp_error *error)
{
    char *text = NULL, *copy = NULL;
    if (!input->id)
        return copy_plain(NULL, 0, "The id", error);
    /* With a NUL behind it, so that it can be scanned as text. */
    text = malloc(input->id_length + 1);
    if (!text) {
        ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for the id");
        return NULL;
    }
    memcpy(text, input->id, input->id_length);
    text[input->id_length] = '\0';
    copy = copy_plain(text, input->id_length, "The id", error);
    free(text);
    return copy;
}

/* A name that is no text, as outputs give it: it stands in place of the id. */
static char *name_of_bytes(const json_t *value, const hawser_input *input, struct ftp_error *error)
{
    const char *text = json_string_value(value);
    gnutls_datum_t coded = {(unsigned char *)(uintptr_t)text, (unsigned)json_string_length(value)};
    gnutls_datum_t raw;
    if (input->id_length) {
        ftp_error_set(error, FTP_FAULT_CONFIG,
            "the document has both an id and fileNameBytes: give it one of them");
        return NULL;
    }
    int decoded = text ? gnutls_base64_decode2(&coded, &raw) : GNUTLS_E_BASE64_DECODING_ERROR;
    if (decoded < 0) {
        ftp_error_set(error,
            decoded == GNUTLS_E_MEMORY_ERROR ? FTP_FAULT_MEMORY : FTP_FAULT_BAD_NAME,
            "the document's property fileNameBytes (File Name Bytes) is not base64");
        return NULL;
    }
    char *copy = copy_plain((const char *)raw.data, raw.size, "File Name Bytes", error);
    gnutls_free(raw.data);
    return copy;
}

static char *wanted_name(
    const hawser_input *input, const json_t *object, bool *ret_bytes, struct ftp_error *error)
{
    const json_t *bytes = json_object_get(object, "fileNameBytes");
    bool given = bytes && !json_is_null(bytes) && !ftp_json_blank(object, "fileNameBytes");
    *ret_bytes = given;
    return given ? name_of_bytes(bytes, input, error) : id_of(input, error);
}

/* A part of a name, so never a way into another directory. */
static char *extension_of(const json_t *object, struct ftp_error *error)
{
    char *text = member(object, "temporaryExtension", "Temporary Extension", error);
    char *extension = NULL;
    if (text && strchr(text, '/'))
        ftp_error_set(error, FTP_FAULT_BAD_NAME,
            "Temporary Extension must not hold a slash; it is \"%s\"", text);
    else if (text && !(extension = ftp_temporary_extension(text)))
        ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for Temporary Extension");
    free(text);
    return extension;
}

bool ftp_input_properties_parse(const hawser_input *input, bool wants_id,
    struct ftp_input_properties *ret_properties, struct ftp_error *error)
{
    struct ftp_input_properties properties = {0};
    json_auto_t *object = ftp_json_read(
        input->properties, input->properties_length, "the document's properties", error);
    if (!object)
        return false;
    properties.temporary_extension = extension_of(object, error);
    properties.remote_directory = member(object, "remoteDirectory", "Remote Directory", error);
    properties.staging_directory = member(object, "stagingDirectory", "Staging Directory", error);
    properties.timestamp_utc = member(object, "timestampUtc", "Timestamp UTC", error);
    properties.name = wants_id ? wanted_name(input, object, &properties.name_is_bytes, error)
                               : member(object, "fileName", "File Name", error);
    if (properties.temporary_extension && properties.timestamp_utc && properties.remote_directory &&
        properties.staging_directory && properties.name) {
        *ret_properties = properties;
        return true;
    }
    ftp_input_properties_done(&properties);
    return false;
}

void ftp_input_properties_done(struct ftp_input_properties *properties)
{
    free(properties->name);
    free(properties->remote_directory);
    free(properties->staging_directory);
    free(properties->temporary_extension);
    free(properties->timestamp_utc);
    *properties = (struct ftp_input_properties){0};
}
