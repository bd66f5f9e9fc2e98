/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/profile.h"

#include "common/hex.h"

#include <gnutls/crypto.h>
#include <string.h>

enum { DIGEST_BYTES = 32 };

static void warn(const struct ftp_session *session, const char *line)
{
    if (session->call && session->call->log)
        session->call->log(session->call->host, HAWSER_LOG_WARNING, line, strlen(line));
}

static bool hash(struct buffer *words, char ret_text[FTP_PROFILE_DIGEST_SIZE])
{
    unsigned char digest[DIGEST_BYTES];
    if (gnutls_hash_fast(GNUTLS_DIG_SHA256, buffer_text(words), words->length, digest) < 0)
        return false;
    hex_text(digest, sizeof digest, ret_text);
    return true;
}

void ftp_profile_greeted(struct ftp_session *session, const struct ftp_reply *reply)
{
    struct buffer words;
    const char *text = buffer_text(&reply->text);
    session->greeting[0] = '\0';
    buffer_init(&words, reply->text.length + 1);
    bool kept = true;
    for (size_t i = 0; kept && i < reply->text.length; i++) {
        if (text[i] < '0' || text[i] > '9')
            kept = buffer_add(&words, text + i, 1);
    }
    if (!kept || !hash(&words, session->greeting))
        session->greeting[0] = '\0';
    buffer_done(&words);
}

bool ftp_profile_apply(struct ftp_session *session)
{
    const struct ftp_profile *profile = &session->config->profile;
    if (!profile->given)
        return false;
    if (!profile->here || !session->greeting[0] ||
        strcmp(profile->greeting, session->greeting) != 0) {
        warn(session,
            profile->here
                ? "Server Profile is ignored: the server greets otherwise than the one it was "
                  "learned from; save it anew with hawser test --save-profile"
                : "Server Profile is ignored: it was learned from another host or port; save it "
                  "anew with hawser test --save-profile");
        return false;
    }
    session->features = profile->features;
    session->epsv_spared = session->refused.epsv = profile->no_epsv;
    session->refused.mlsd = profile->no_mlsd;
    session->refused.size = profile->no_size;
    session->refused.mdtm = profile->no_mdtm;
    session->profiled = true;
    session->understood = session->control.not_understood;
    return true;
}

bool ftp_profile_is_doubtful(struct ftp_session *session)
{
    if (!session->profiled || session->control.not_understood == session->understood)
        return false;
    warn(session, "the server does not know a command: its features are asked for anew, for Server "
                  "Profile may be out of date; save it anew with hawser test --save-profile");
    return true;
}

bool ftp_profile_misled_passive(struct ftp_session *session, struct ftp_error *error)
{
    bool failed = error->reply >= 500 || error->fault == FTP_FAULT_DATA_OPEN;
    if (!session->epsv_spared || !failed || session->control.dead ||
        session->config->extended_passive != FTP_EPSV_AUTO ||
        session->config->trust_passive_address)
        return false;
    session->epsv_spared = session->refused.epsv = false;
    *error = (struct ftp_error){0};
    return true;
}
