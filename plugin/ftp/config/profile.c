/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/config/profile.h"

#include "ftp/config/json.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool is_false(const json_t *object, const char *name)
{
    return json_is_false(json_object_get(object, name));
}

/* null: the server has no FEAT. Left out: nobody asked, so that it has to be. */
static bool read_features(const json_t *profile, struct ftp_features *ret_features)
{
    size_t i;
    const json_t *line, *lines = json_object_get(profile, "features");
    struct ftp_features features = {.feat_known = json_is_array(lines)};
    if (!json_is_array(lines) && !json_is_null(lines))
        return false;
    json_array_foreach(lines, i, line)
    {
        struct ftp_span text = {json_string_value(line), json_string_length(line)};
        if (i < FTP_PROFILE_FEATURES_MOST && text.data && text.length <= FTP_PROFILE_FEATURE_MAX)
            ftp_feat_read_line(text, &features);
    }
    *ret_features = features;
    return true;
}

static bool is_of(const json_t *profile, const char *host, uint16_t port)
{
    const char *of = json_string_value(json_object_get(profile, "host"));
    return of && strcasecmp(of, host) == 0 && ftp_json_integer(profile, "port", 0) == port;
}

void ftp_profile_read(
    const json_t *connection, const char *host, uint16_t port, struct ftp_profile *ret_profile)
{
    const json_t *object = json_object_get(connection, "serverProfile");
    const char *greeting = json_string_value(json_object_get(object, "greeting"));
    struct ftp_profile profile = {.given = true, .here = is_of(object, host, port)};
    *ret_profile = (struct ftp_profile){0};
    if (!greeting || strlen(greeting) >= sizeof profile.greeting ||
        !read_features(object, &profile.features))
        return;
    snprintf(profile.greeting, sizeof profile.greeting, "%s", greeting);
    profile.no_epsv = is_false(object, "extendedPassive");
    profile.no_mlsd = is_false(object, "mlsd");
    profile.no_size = is_false(object, "size");
    profile.no_mdtm = is_false(object, "mdtm");
    *ret_profile = profile;
}
