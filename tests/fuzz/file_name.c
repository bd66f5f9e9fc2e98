/* SPDX-License-Identifier: Apache-2.0 */
/* Names that a peer chose for files of ours: what comes out stays in its directory. */
#include "file_name.h"

#include <jansson.h>
#include <string.h>

#include "fuzz/host_targets.h"

static void check_safe(const char *name)
{
    json_auto_t *text = json_string(name);
    FUZZ_CHECK(text && *name && strlen(name) <= FILE_NAME_MOST);
    FUZZ_CHECK(!strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0);
    FUZZ_CHECK(strncmp(name, FILE_NAME_OWN, strlen(FILE_NAME_OWN)) != 0);
    for (const char *at = name; *at; at++)
        FUZZ_CHECK((unsigned char)*at >= 0x20 && *at != 0x7f);
}

void fuzz_file_name(const char *data, size_t length)
{
    char name[FILE_NAME_SIZE] = "untouched", again[FILE_NAME_SIZE], recovered[FILE_NAME_SIZE];
    struct attempt attempt;
    attempt_init(&attempt, NULL);
    if (file_name_safe(data, length, name, &attempt) != HAWSER_OK) {
        FUZZ_CHECK(attempt.code == HAWSER_BAD_CONFIG && attempt.text[0] != '\0');
        FUZZ_CHECK(strcmp(name, "untouched") == 0);
        return;
    }
    check_safe(name);
    FUZZ_CHECK(file_name_safe(name, strlen(name), again, &attempt) == HAWSER_OK);
    FUZZ_CHECK(strcmp(name, again) == 0);
    unsigned number = (unsigned)fuzz_hash(data, length);
    file_name_recovered(name, number, recovered);
    check_safe(recovered);
    FUZZ_CHECK(strcmp(name, recovered) != 0);
}
