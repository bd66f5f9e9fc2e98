/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* strcasestr */
#include "ftp/session/refusal.h"

#include "common/buffer.h"

#include <string.h>
#include <strings.h>

enum { SHOWN_MOST = 300 };

static bool says(const struct ftp_reply *reply, const char *words)
{
    return strcasestr(ftp_reply_final_text(reply), words) != NULL;
}

bool ftp_refusal_wants_reuse(const struct ftp_reply *reply)
{
    if (reply->code != 425 && reply->code != 435 && reply->code != 522 && reply->code != 521)
        return false;
    return says(reply, "reuse") || says(reply, "resum");
}

bool ftp_refusal_means_none(const struct ftp_reply *reply)
{
    return (reply->code == 450 || reply->code == 550) &&
           (says(reply, "no files") || says(reply, "no such file") || says(reply, "no file found"));
}

bool ftp_refusal_means_absent(const struct ftp_reply *reply)
{
    static const char *const words[] = {"no such file", "not found", "not exist", "n't exist"};
    bool absent = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        absent = absent || says(reply, words[i]);
    return reply->code == 550 && absent;
}

/* 550 is all that many servers say; believe their words only where they leave no doubt. */
static enum ftp_fault unavailable(enum ftp_doing doing, const struct ftp_reply *reply)
{
    if (says(reply, "permission") || says(reply, "denied") || says(reply, "not permitted"))
        return FTP_FAULT_DENIED;
    if (doing == FTP_DOING_DIRECTORY)
        return says(reply, "not a directory") ? FTP_FAULT_UNAVAILABLE : FTP_FAULT_DIRECTORY_MISSING;
    if (says(reply, "is a directory") || says(reply, "not a plain file") ||
        says(reply, "not a regular file"))
        return FTP_FAULT_IS_DIRECTORY;
    return FTP_FAULT_UNAVAILABLE;
}

static enum ftp_fault not_understood(enum ftp_doing doing, int code)
{
    static const enum ftp_fault faults[] = {FTP_FAULT_COMMAND_UNKNOWN, FTP_FAULT_COMMAND_ARGUMENT,
        FTP_FAULT_COMMAND_NOT_IMPLEMENTED, FTP_FAULT_COMMAND_ORDER, FTP_FAULT_COMMAND_PARAMETER};
    if (doing == FTP_DOING_APPEND)
        return FTP_FAULT_APPEND_REFUSED;
    return code >= 500 && code <= 504 ? faults[code - 500] : FTP_FAULT_COMMAND_REFUSED;
}

static enum ftp_fault protection(const struct ftp_reply *reply)
{
    if (ftp_refusal_wants_reuse(reply))
        return FTP_FAULT_DATA_SESSION_REUSE;
    /* RFC 2428 took 522 for "network protocol not supported", RFC 4217 for a refused TLS
     * negotiation. */
    bool about_tls = says(reply, "ssl") || says(reply, "tls") || says(reply, "prot ");
    return reply->code == 522 && !about_tls ? FTP_FAULT_DATA_PROTOCOL : FTP_FAULT_DATA_PROTECTION;
}

static enum ftp_fault fault_of(enum ftp_doing doing, const struct ftp_reply *reply)
{
    switch (reply->code) {
    case 421:
        return FTP_FAULT_SERVICE_CLOSING;
    case 425:
        return ftp_refusal_wants_reuse(reply) ? FTP_FAULT_DATA_SESSION_REUSE : FTP_FAULT_DATA_OPEN;
    case 426:
        return FTP_FAULT_DATA_ABORTED;
    case 450:
        return FTP_FAULT_FILE_BUSY;
    case 451:
        return FTP_FAULT_LOCAL_ERROR;
    case 452:
        return FTP_FAULT_NO_SPACE;
    case 521:
    case 522:
    case 533:
    case 534:
    case 535:
    case 536:
        return protection(reply);
    case 530:
        return FTP_FAULT_NOT_LOGGED_IN;
    case 532:
        return FTP_FAULT_LOGIN_ACCOUNT;
    case 550:
        return unavailable(doing, reply);
    case 551:
        return FTP_FAULT_PAGE_TYPE;
    case 552:
        return FTP_FAULT_QUOTA;
    case 553:
        return says(reply, "exist") ? FTP_FAULT_EXISTS : FTP_FAULT_NAME_REFUSED;
    default:
        return reply->code < 400 ? FTP_FAULT_PROTOCOL
                                 : (reply->code < 500 ? FTP_FAULT_LOCAL_ERROR
                                                      : not_understood(doing, reply->code));
    }
}

/* RNTO and DELE have faults of their own where the code says no more than no. */
static enum ftp_fault by_deed(enum ftp_doing doing, enum ftp_fault fault)
{
    if (fault != FTP_FAULT_UNAVAILABLE && fault != FTP_FAULT_NAME_REFUSED)
        return fault;
    if (doing == FTP_DOING_RENAME)
        return FTP_FAULT_RENAME_REFUSED;
    return fault;
}

bool ftp_refusal_as(
    enum ftp_fault fault, const struct ftp_reply *reply, const char *what, struct ftp_error *error)
{
    char words[SHOWN_MOST];
    struct ftp_span line = ftp_reply_last_line(reply);
    ftp_error_quote(words, sizeof words, line.data, line.length);
    int code = reply->code;
    ftp_error_set(error, code == 421 ? FTP_FAULT_SERVICE_CLOSING : fault,
        "%s: the server said %d %s", what, code, words);
    error->reply = code;
    return false;
}

bool ftp_refusal(
    enum ftp_doing doing, const struct ftp_reply *reply, const char *what, struct ftp_error *error)
{
    return ftp_refusal_as(by_deed(doing, fault_of(doing, reply)), reply, what, error);
}
