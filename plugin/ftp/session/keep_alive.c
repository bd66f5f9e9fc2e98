/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/keep_alive.h"

/* As many as a server that reads none of them surely buffers. */
enum { OWED_MOST = 200 };

void ftp_keep_alive_begin(struct ftp_keep_alive *keep)
{
    bool more = !keep->refused && keep->owed < OWED_MOST;
    keep->next = more ? ftp_clock_after(keep->every_ms) : 0;
}

bool ftp_keep_alive_send(
    struct ftp_keep_alive *keep, struct ftp_control *control, struct ftp_error *error)
{
    if (!keep->next || ftp_clock_ns() < keep->next)
        return true;
    if (!ftp_control_send(control, "NOOP", NULL, 0, error))
        return false;
    keep->owed++;
    ftp_keep_alive_begin(keep);
    return true;
}

/* RFC 959, 5.4: 200, or that the command is not known. */
static bool answers_noop(int code)
{
    return code == 200 || (code >= 500 && code <= 504);
}

static enum ftp_keep_alive_reply take_one(struct ftp_keep_alive *keep, int code)
{
    keep->owed--;
    if (code >= 500) {
        keep->refused = true;
        keep->next = 0;
    }
    return FTP_REPLY_OF_NOOP;
}

enum ftp_keep_alive_reply ftp_keep_alive_take(struct ftp_keep_alive *keep, int code, bool completed)
{
    if (completed && keep->owed == 0)
        return FTP_REPLY_OF_EITHER;
    /* Where both are successes it does not matter which is whose; a failure that comes after
     * success may be the transfer's. */
    if (completed)
        return code < 300 || code == 421 || answers_noop(code) ? take_one(keep, code)
                                                               : FTP_REPLY_OF_EITHER;
    if (keep->owed > 0 && answers_noop(code))
        return take_one(keep, code);
    /* A refusal was put down to NOOP: the success must be one of a transfer beyond doubt. */
    if (keep->refused && code < 300 && code != 226 && code != 250)
        return FTP_REPLY_OF_EITHER;
    return FTP_REPLY_OF_TRANSFER;
}
