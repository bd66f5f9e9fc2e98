/* SPDX-License-Identifier: Apache-2.0 */
/* The folder of deployed certificates, as it is read from disk. */
#ifndef HAWSER_SDK_TRUST_STORE_H
#define HAWSER_SDK_TRUST_STORE_H

#include "host.h"

#define TRUST_SUFFIX ".pem"
#define TRUST_FOR "Hawser-For:"
#define TRUST_FILE_MAX (1024u * 1024u)
#define TRUST_BUNDLE_MAX (16u * 1024u * 1024u)
#define TRUST_PEER_MAX 255u

/* One file of the store. */
struct trust_file {
    char *name; /* without TRUST_SUFFIX */
    char *text; /* the file's; NULL: it can't be used */
    size_t length;
    char *peer;  /* of its head line; NULL: for all */
    char *fault; /* why it can't be used; NULL: it can */
};

struct trust_files {
    struct trust_file *items; /* by name */
    size_t count;
};

/* Reads all files of the folder; one that does not exist is empty. A file that can't be used is
   listed with its fault. HAWSER_DENIED, HAWSER_HOST: the folder can't be read; HAWSER_NO_MEMORY. */
int32_t trust_files_read(
    const char *folder, struct trust_files *ret_files, hawser_problem **ret_problem);
void trust_files_done(struct trust_files *files);

/* Whether both name the same host: by letters of any case, a dot at the end not counted, or by
   equal addresses however they are written. */
bool trust_peer_equal(const char *left, const char *right);

/* Whether the text can be a host's name or address, so that it fits a head line and a file's name.
 */
bool trust_peer_is_valid(const char *peer);

#endif
