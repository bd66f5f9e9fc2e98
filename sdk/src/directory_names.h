/* SPDX-License-Identifier: Apache-2.0 */
/* An output directory, and which document has which name in it. */
#ifndef HAWSER_SDK_DIRECTORY_NAMES_H
#define HAWSER_SDK_DIRECTORY_NAMES_H

#include <pthread.h>

#include "file_name.h"
#include "sink.h"

struct directory {
    struct sink base;
    char *path;
    int descriptor;
    bool overwrite;
    pthread_mutex_t mutex; /* guards what follows */
    json_t *names;         /* set of those that are taken: of open documents and, where files may be
                              replaced, of all */
    json_t *recovered;     /* properties, by name, of what an earlier run had prepared and this one published */
    uint64_t unnamed;      /* documents without a fileName, so far */
};

/* HAWSER_EXISTS, said of a file. */
int32_t directory_exists(
    const struct directory *directory, const char *name, struct attempt *attempt);

/* HAWSER_EXISTS: a file of that name could not be published. */
int32_t directory_check_free(
    const struct directory *directory, const char *name, struct attempt *attempt);

/* Takes the name for one document that its fileName `property` gives or, if that is NULL, the next
 * number. HAWSER_BAD_CONFIG: it can't be a file's; HAWSER_EXISTS. */
int32_t directory_claim_name(
    struct directory *directory, const json_t *property, char *ret_name, struct attempt *attempt);
void directory_release_name(struct directory *directory, const char *name);

#endif
