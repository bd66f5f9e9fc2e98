/* SPDX-License-Identifier: Apache-2.0 */
/* A look at what an interrupted upload left on the server, and whether it is what was sent. */
#ifndef HAWSER_FTP_ACTIONS_REMAINS_H
#define HAWSER_FTP_ACTIONS_REMAINS_H

#include "ftp/actions/run.h"

enum ftp_remains {
    FTP_REMAINS_UNCLEAR, /* the server does not tell, or the size goes on changing */
    FTP_REMAINS_ABSENT,
    FTP_REMAINS_SETTLED /* two looks agree: whoever wrote has come to an end */
};

/* False: the session failed. */
bool ftp_remains_look(struct ftp_run *run, const char *operand, enum ftp_remains *ret_remains,
    uint64_t *ret_size, struct ftp_error *error);

/* Whether there is such a file, also where the server knows no SIZE. Changes nothing. */
bool ftp_remains_exist(
    struct ftp_run *run, const char *operand, bool *ret_exist, struct ftp_error *error);

enum ftp_match { FTP_MATCH_SAME, FTP_MATCH_DIFFERENT, FTP_MATCH_UNREADABLE, FTP_MATCH_FAILED };

/*
 * Reads the end of a file, which must end at `base + count`, and compares it with the end of the
 * document's first `count` bytes. UNREADABLE: the server does not let it be read. The document has
 * to be rewound afterwards.
 */
enum ftp_match ftp_remains_match(struct ftp_run *run, struct ftp_document *document,
    const char *operand, uint64_t base, uint64_t count, struct ftp_error *error);

enum ftp_proof {
    FTP_PROOF_WHOLE, /* all of the bytes are the document's */
    FTP_PROOF_END,   /* the last of them are */
    FTP_PROOF_DIFFERENT,
    FTP_PROOF_NONE, /* the server shows neither */
    FTP_PROOF_FAILED
};

/* Whether a file of `count` bytes is the document's first `count`: by the server's checksum where it offers one, else
 * by the end, which is all of a short file. The document has to be rewound afterwards. */
enum ftp_proof ftp_remains_prove(struct ftp_run *run, struct ftp_document *document,
    const char *operand, uint64_t count, struct ftp_error *error);

#endif
