/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/emit/profile.h"

#include "ftp/config/profile.h"

#include <jansson.h>
#include <string.h>
#include <time.h>

/* A line that is no text, or is longer than any feature, says nothing that is used. */
static json_t *features(const struct ftp_session *session)
{
    struct ftp_span line;
    struct ftp_span rest = {buffer_text(&session->feature_lines), session->feature_lines.length};
    if (!session->features.feat_known)
        return json_null();
    json_t *list = json_array();
    while (rest.length && json_array_size(list) < FTP_PROFILE_FEATURES_MOST) {
        line = ftp_span_take_until(&rest, '\n');
        if (line.length && line.length <= FTP_PROFILE_FEATURE_MAX && !ftp_span_has_control(line))
            json_array_append_new(list, json_stringn(line.data, line.length));
    }
    return list;
}

static void set_time(json_t *profile)
{
    char text[FTP_TIME_TEXT_SIZE];
    struct ftp_time now = {
        .seconds = (int64_t)time(NULL), .precision = FTP_TIME_SECOND, .zone = FTP_ZONE_UTC};
    if (ftp_time_format_iso(&now, text))
        json_object_set_new(profile, "learned", json_string(text));
}

struct ftp_facts *ftp_facts_profile(
    const struct ftp_session *session, const struct ftp_learning *learning)
{
    const struct {
        const char *name;
        enum ftp_learnt learnt;
    } members[] = {
        {"extendedPassive", learning->extended_passive},
        {"plainPassive", learning->plain_passive},
        {"active", learning->active},
        {"sessionResumed", learning->session_resumed},
        {"sessionRequired", learning->session_required},
        {"mlsd", learning->mlsd},
        {"rest", learning->rest},
        {"utf8", learning->utf8},
        {"size", learning->size},
        {"mdtm", learning->mdtm},
        {"mfmt", learning->mfmt},
        {"renameOver", learning->rename_over},
        {"append", learning->append},
    };
    json_t *profile = json_pack("{s:s, s:i, s:s, s:o}", "host", session->config->host, "port",
        (int)session->config->port, "greeting", session->greeting, "features", features(session));
    set_time(profile);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        if (members[i].learnt != FTP_UNTRIED)
            json_object_set_new(
                profile, members[i].name, json_boolean(members[i].learnt == FTP_WORKS));
    }
    return (struct ftp_facts *)json_pack("{s:o}", "profile", profile);
}
