/* SPDX-License-Identifier: Apache-2.0 */
/* What a server says it can do: FEAT (RFC 2389), with the facts of MLST (RFC 3659, 7.8). */
#ifndef HAWSER_FTP_PROTOCOL_FEAT_H
#define HAWSER_FTP_PROTOCOL_FEAT_H

#include <stdbool.h>

#include "common/buffer.h"
#include "ftp/protocol/reply.h"

enum ftp_fact {
    FTP_FACT_TYPE = 1 << 0,
    FTP_FACT_SIZE = 1 << 1,
    FTP_FACT_MODIFY = 1 << 2,
    FTP_FACT_CREATE = 1 << 3,
    FTP_FACT_PERM = 1 << 4,
    FTP_FACT_UNIQUE = 1 << 5,
    FTP_FACT_UNIX_MODE = 1 << 6,
    FTP_FACT_UNIX_OWNER = 1 << 7,
    FTP_FACT_UNIX_GROUP = 1 << 8,
    FTP_FACT_LANG = 1 << 9,
    FTP_FACT_MEDIA_TYPE = 1 << 10,
    FTP_FACT_CHARSET = 1 << 11,
    FTP_FACT_UNIX_OWNERNAME = 1 << 12,
    FTP_FACT_UNIX_UID = 1 << 13,
    FTP_FACT_UNIX_GROUPNAME = 1 << 14,
    FTP_FACT_UNIX_GID = 1 << 15,
};

/* A feature that is absent here may work all the same: absence is not refusal. */
struct ftp_features {
    bool feat_known; /* the server answered FEAT with 211 */
    bool utf8, lang, clnt, host;
    bool estp; /* a command of Pure-FTPd alone */
    bool mlst, tvfs, size, mdtm, mfmt, mfct, mff, rest_stream;
    bool epsv, eprt, pasv, pret, spsv;
    bool auth_tls, auth_ssl, pbsz, prot, ccc, sscn, cpsv;
    bool hash, hash_sha256, hash_sha1, hash_md5, hash_crc32;
    bool xcrc, xmd5, xsha1, xsha256, xsha512, md5;
    bool site_utime, site_chmod, site_mkdir, site_symlink;
    bool mode_z, stat, avbl, dsiz, combine, rmda, copy;
    unsigned facts_offered; /* of enum ftp_fact */
    unsigned facts_enabled; /* those with a '*' */
};

/* Always fills *ret_features: a reply other than 211 is "not known". Controls in a line drop that
 * line alone. */
void ftp_feat_parse(const struct ftp_reply *reply, struct ftp_features *ret_features);
/* Adds what one line of it says, without the blank before. */
void ftp_feat_read_line(struct ftp_span line, struct ftp_features *features);
/* Reads "type*;size;..." as it stands in FEAT and in the reply to OPTS MLST. */
void ftp_mlst_facts_parse(struct ftp_span facts, unsigned *ret_offered, unsigned *ret_enabled);
/* The argument of OPTS that enables what is on now and what of `wanted` is offered and off
 * ("MLST type;size;modify;"). Returns false, adding nothing, where nothing needs to be asked. */
bool ftp_mlst_options(const struct ftp_features *features, unsigned wanted, struct buffer *out);

#endif
