/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The SDK's own files in an output directory, all named by the id of a document:
 *   .hawser-ID.part      is being written
 *   .hawser-ID.prepared  is complete and durable; its source may be gone
 *   .hawser-ID.json      journal of a prepared one: the name that it is to have, and its properties
 * Whoever works on a document holds a lock on its file, which ends with the process. A file without
 * one was left by a process that died.
 */
#ifndef HAWSER_SDK_STAGING_H
#define HAWSER_SDK_STAGING_H

#include "attempt.h"
#include "file_name.h"

#include <jansson.h>

#define STAGING_ID_LENGTH 16
#define STAGING_ID_SIZE (STAGING_ID_LENGTH + 1)
#define STAGING_NAME_SIZE 64

#define STAGING_PART ".part"
#define STAGING_PREPARED ".prepared"
#define STAGING_JOURNAL ".json"

void staging_name(const char *id, const char *suffix, char ret_name[STAGING_NAME_SIZE]);

/* Whether `name` is one of these, and of which id. */
int staging_is(const char *name, const char *suffix, char ret_id[STAGING_ID_SIZE]);

/* Makes a new, locked, empty .part file, open for reading and writing. */
int32_t staging_create(
    int directory, char ret_id[STAGING_ID_SIZE], int *ret_file, struct attempt *attempt);

/* Opens a file of another's and locks it. -1: it is gone, or its owner lives. */
int staging_adopt(int directory, const char *name);

/* Renames without ever replacing; an errno, EEXIST among them, or 0. */
int staging_rename_new(int directory, const char *from, const char *to);

/* Writes a journal, synced to disk but for its directory. */
int32_t staging_journal_write(int directory, const char *id, const char *name,
    const json_t *properties, struct attempt *attempt);

/* The name in a journal, and a reference to the properties (NULL: it has none). -1: there is no name that makes sense. */
int staging_journal_read(
    int directory, const char *id, char ret_name[FILE_NAME_SIZE], json_t **ret_properties);

/* Makes what was renamed in the directory durable. */
int32_t staging_sync(int directory, struct attempt *attempt);

#endif
