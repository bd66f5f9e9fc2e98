/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fuzz targets: each hands arbitrary bytes to one parser and checks what must hold whatever they
 * are. libFuzzer drives them (libfuzzer.c) where clang is at hand; everywhere else they read
 * their seeds and some thousand variations of them (replay.c).
 */
#ifndef HAWSER_TESTS_FUZZ_FUZZ_H
#define HAWSER_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

typedef void fuzz_function(const char *data, size_t length);

struct fuzz_target {
    const char *name; /* of its folder below seeds/ */
    fuzz_function *run;
    unsigned
        variations; /* of each seed, where it is too slow for as many as of others; 0: as those */
};

/* The targets of one program; the last has no name. */
extern const struct fuzz_target fuzz_targets[];

/* Ends the process where the claim does not hold. */
#define FUZZ_CHECK(claim) ((claim) ? (void)0 : fuzz_fail(__FILE__, __LINE__, #claim))
__attribute__((noreturn)) void fuzz_fail(const char *file, int line, const char *claim);

/* A copy in memory of exactly that length, so that a sanitizer sees the byte read past it. The
 * caller frees it; never NULL. */
char *fuzz_copy(const char *data, size_t length);
/* The same with a NUL behind it. */
char *fuzz_copy_text(const char *data, size_t length);

/* How a stream is cut before it is fed to a parser. */
enum fuzz_cut { FUZZ_WHOLE, FUZZ_BYTES, FUZZ_PIECES, FUZZ_CUTS };

/* How long the piece is that begins at `at`, which is below `length`. Of FUZZ_PIECES the bytes
 * themselves decide. */
size_t fuzz_piece(enum fuzz_cut cut, const char *data, size_t length, size_t at);

/* Data of two parts: a first line, and all that comes after it. */
struct fuzz_pair {
    const char *first, *second;
    size_t first_length, second_length;
};

struct fuzz_pair fuzz_pair_of(const char *data, size_t length);

/* The piece in memory of its own, for FUZZ_PIECES; else NULL, as a copy for every byte takes far
 * longer than to parse it. The caller frees it. */
char *fuzz_piece_copy(enum fuzz_cut cut, const char *piece, size_t length);

/* A number that depends on all of the data. */
uint64_t fuzz_hash(const char *data, size_t length);

#endif
