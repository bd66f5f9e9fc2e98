/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/feat.h"

#include <stddef.h>

struct feature {
    const char *name;
    const char *parameter; /* a word that must be among the parameters, or NULL */
    size_t member;
};

#define MEMBER(name) offsetof(struct ftp_features, name)

static const struct feature features_by_name[] = {
    {"UTF8", NULL, MEMBER(utf8)},
    {"ESTP", NULL, MEMBER(estp)},
    {"LANG", NULL, MEMBER(lang)},
    {"CLNT", NULL, MEMBER(clnt)},
    {"HOST", NULL, MEMBER(host)},
    {"MLST", NULL, MEMBER(mlst)},
    {"MLSD", NULL, MEMBER(mlst)},
    {"TVFS", NULL, MEMBER(tvfs)},
    {"SIZE", NULL, MEMBER(size)},
    {"MDTM", NULL, MEMBER(mdtm)},
    {"MFMT", NULL, MEMBER(mfmt)},
    {"MFCT", NULL, MEMBER(mfct)},
    {"MFF", NULL, MEMBER(mff)},
    {"REST", "STREAM", MEMBER(rest_stream)},
    {"EPSV", NULL, MEMBER(epsv)},
    {"EPRT", NULL, MEMBER(eprt)},
    {"PASV", NULL, MEMBER(pasv)},
    {"SPSV", NULL, MEMBER(spsv)},
    {"PRET", NULL, MEMBER(pret)},
    {"AUTH", "TLS", MEMBER(auth_tls)},
    {"AUTH", "TLS-C", MEMBER(auth_tls)},
    {"AUTH", "SSL", MEMBER(auth_ssl)},
    {"PBSZ", NULL, MEMBER(pbsz)},
    {"PROT", NULL, MEMBER(prot)},
    {"CCC", NULL, MEMBER(ccc)},
    {"SSCN", NULL, MEMBER(sscn)},
    {"CPSV", NULL, MEMBER(cpsv)},
    {"HASH", NULL, MEMBER(hash)},
    {"HASH", "SHA-256", MEMBER(hash_sha256)},
    {"HASH", "SHA-1", MEMBER(hash_sha1)},
    {"HASH", "MD5", MEMBER(hash_md5)},
    {"HASH", "CRC32", MEMBER(hash_crc32)},
    {"XCRC", NULL, MEMBER(xcrc)},
    {"XMD5", NULL, MEMBER(xmd5)},
    {"XSHA1", NULL, MEMBER(xsha1)},
    {"XSHA256", NULL, MEMBER(xsha256)},
    {"XSHA512", NULL, MEMBER(xsha512)},
    {"MD5", NULL, MEMBER(md5)},
    {"SITE", "UTIME", MEMBER(site_utime)},
    {"SITE", "CHMOD", MEMBER(site_chmod)},
    {"SITE", "MKDIR", MEMBER(site_mkdir)},
    {"SITE", "SYMLINK", MEMBER(site_symlink)},
    {"MODE", "Z", MEMBER(mode_z)},
    {"STAT", NULL, MEMBER(stat)},
    {"AVBL", NULL, MEMBER(avbl)},
    {"DSIZ", NULL, MEMBER(dsiz)},
    {"COMB", NULL, MEMBER(combine)},
    {"RMDA", NULL, MEMBER(rmda)},
    {"COPY", NULL, MEMBER(copy)},
};

static const struct fact {
    const char *name;
    enum ftp_fact fact;
} facts_by_name[] = {
    {"type", FTP_FACT_TYPE},
    {"size", FTP_FACT_SIZE},
    {"modify", FTP_FACT_MODIFY},
    {"create", FTP_FACT_CREATE},
    {"perm", FTP_FACT_PERM},
    {"unique", FTP_FACT_UNIQUE},
    {"UNIX.mode", FTP_FACT_UNIX_MODE},
    {"UNIX.owner", FTP_FACT_UNIX_OWNER},
    {"UNIX.ownername", FTP_FACT_UNIX_OWNERNAME},
    {"UNIX.uid", FTP_FACT_UNIX_UID},
    {"UNIX.group", FTP_FACT_UNIX_GROUP},
    {"UNIX.groupname", FTP_FACT_UNIX_GROUPNAME},
    {"UNIX.gid", FTP_FACT_UNIX_GID},
    {"lang", FTP_FACT_LANG},
    {"media-type", FTP_FACT_MEDIA_TYPE},
    {"charset", FTP_FACT_CHARSET},
};

enum { FACT_NAMES = sizeof facts_by_name / sizeof facts_by_name[0] };

static unsigned fact_of(struct ftp_span name)
{
    for (size_t i = 0; i < FACT_NAMES; i++) {
        if (ftp_span_is_nocase(name, facts_by_name[i].name))
            return facts_by_name[i].fact;
    }
    return 0;
}

void ftp_mlst_facts_parse(struct ftp_span facts, unsigned *ret_offered, unsigned *ret_enabled)
{
    unsigned offered = 0, enabled = 0;
    while (facts.length) {
        struct ftp_span name = ftp_span_trim(ftp_span_take_until(&facts, ';'));
        bool starred = name.length && name.data[name.length - 1] == '*';
        unsigned fact = fact_of(ftp_span_first(name, name.length - starred));
        offered |= fact;
        enabled |= starred ? fact : 0;
    }
    *ret_offered = offered;
    *ret_enabled = enabled;
}

/* Parameters are apart by blanks, ';' or ',' ("AUTH TLS;SSL;", "AUTH TLS, SSL"); '*' marks one. */
static bool has_parameter(struct ftp_span parameters, const char *wanted)
{
    size_t start = 0;
    for (size_t i = 0; i <= parameters.length; i++) {
        char byte = i < parameters.length ? parameters.data[i] : ';';
        if (byte != ' ' && byte != ';' && byte != ',' && byte != '*' && byte != '\t')
            continue;
        struct ftp_span word = {parameters.data + start, i - start};
        if (ftp_span_is_nocase(word, wanted))
            return true;
        start = i + 1;
    }
    return false;
}

void ftp_feat_read_line(struct ftp_span line, struct ftp_features *features)
{
    struct ftp_span name;
    if (ftp_span_has_control(line) || !ftp_span_take_word(&line, &name))
        return;
    for (size_t i = 0; i < sizeof features_by_name / sizeof features_by_name[0]; i++) {
        const struct feature *feature = &features_by_name[i];
        if (ftp_span_is_nocase(name, feature->name) &&
            (!feature->parameter || has_parameter(line, feature->parameter)))
            *(bool *)((char *)features + feature->member) = true;
    }
    if (ftp_span_is_nocase(name, "MLST"))
        ftp_mlst_facts_parse(line, &features->facts_offered, &features->facts_enabled);
}

void ftp_feat_parse(const struct ftp_reply *reply, struct ftp_features *ret_features)
{
    *ret_features = (struct ftp_features){.feat_known = reply->code == 211};
    struct ftp_span rest = {buffer_text(&reply->text), reply->text.length};
    /* RFC 2389, 3.2: the first line and the last one are not features. */
    ftp_span_take_until(&rest, '\n');
    for (size_t i = 2; ret_features->feat_known && i < reply->line_count; i++)
        ftp_feat_read_line(ftp_span_take_until(&rest, '\n'), ret_features);
}

bool ftp_mlst_options(const struct ftp_features *features, unsigned wanted, struct buffer *out)
{
    unsigned asked = features->facts_enabled | (features->facts_offered & wanted);
    if (asked == features->facts_enabled ||
        !buffer_reserve(out, sizeof "MLST " + FACT_NAMES * sizeof "UNIX.groupname;"))
        return false;
    bool done = buffer_add_text(out, "MLST ");
    for (size_t i = 0; i < FACT_NAMES; i++) {
        if (asked & facts_by_name[i].fact)
            done = done && buffer_printf(out, "%s;", facts_by_name[i].name);
    }
    return done;
}
