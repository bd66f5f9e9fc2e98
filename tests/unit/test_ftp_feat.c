/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "ftp/protocol/feat.h"
#include "unit/suite.h"

static struct ftp_features features_of(const char *bytes)
{
    struct ftp_reply_parser parser;
    struct ftp_features features;
    size_t used;
    ftp_reply_parser_init(&parser);
    CU_ASSERT_EQUAL(ftp_reply_feed(&parser, bytes, strlen(bytes), &used), FTP_PARSE_DONE);
    ftp_feat_parse(&parser.reply, &features);
    ftp_reply_parser_done(&parser);
    return features;
}

/* protocol.F1 */
static void test_list(void)
{
    struct ftp_features found =
        features_of("211-Features:\r\n UTF8\r\nsize\r\n  MDTM\r\n REST STREAM\r\n AUTH TLS;SSL;\r\n"
                    " HASH SHA-1;SHA-256*;MD5\r\n SITE CHMOD;UTIME\r\n211 End\r\n");
    CU_ASSERT(found.feat_known && found.utf8 && found.size && found.mdtm && found.rest_stream);
    CU_ASSERT(found.auth_tls && found.auth_ssl && found.hash && found.hash_sha256);
    CU_ASSERT(found.hash_sha1 && found.hash_md5 && !found.hash_crc32 && !found.xsha1);
    CU_ASSERT(found.site_chmod && found.site_utime);
    CU_ASSERT_FALSE(found.mlst || found.epsv || found.pbsz || found.prot || found.mfmt);
}

/* protocol.F1 */
static void test_nothing(void)
{
    CU_ASSERT_FALSE(features_of("500 What?\r\n").feat_known);
    CU_ASSERT_FALSE(features_of("530 Log in first\r\n").feat_known);
    struct ftp_features none = features_of("211 No features\r\n");
    CU_ASSERT(none.feat_known && !none.utf8 && !none.size);
    /* The first and last lines are talk, whatever they say. */
    struct ftp_features talk = features_of("211-SIZE\r\n UTF8\r\n211 MDTM\r\n");
    CU_ASSERT(talk.utf8 && !talk.size && !talk.mdtm);
    CU_ASSERT_FALSE(features_of("211-\r\n REST\r\n211 \r\n").rest_stream);
    CU_ASSERT_FALSE(features_of("211-\r\n SIZEX\r\n211 \r\n").size);
    CU_ASSERT_FALSE(features_of("211-\r\n AUTH TLSX\r\n211 \r\n").auth_tls);
    CU_ASSERT_FALSE(features_of("211-\r\n UTF8 \033[2J\r\n211 \r\n").utf8);
}

/* protocol.F3 */
static void test_facts(void)
{
    struct ftp_features found =
        features_of("211-\r\n MLST Type*;size*;MODIFY;UNIX.mode*;x.own;\r\n211 End\r\n");
    CU_ASSERT_TRUE(found.mlst);
    CU_ASSERT_EQUAL(
        found.facts_offered, FTP_FACT_TYPE | FTP_FACT_SIZE | FTP_FACT_MODIFY | FTP_FACT_UNIX_MODE);
    CU_ASSERT_EQUAL(found.facts_enabled, FTP_FACT_TYPE | FTP_FACT_SIZE | FTP_FACT_UNIX_MODE);
}

/* protocol.F3 */
static void test_options(void)
{
    struct ftp_features features = {
        .facts_offered = FTP_FACT_TYPE | FTP_FACT_SIZE | FTP_FACT_MODIFY,
        .facts_enabled = FTP_FACT_TYPE};
    struct buffer out;
    buffer_init(&out, 512);
    CU_ASSERT_FALSE(ftp_mlst_options(&features, FTP_FACT_TYPE, &out));
    CU_ASSERT_FALSE(ftp_mlst_options(&features, FTP_FACT_UNIQUE, &out));
    CU_ASSERT_EQUAL(out.length, 0);
    CU_ASSERT_TRUE(ftp_mlst_options(&features, FTP_FACT_MODIFY | FTP_FACT_UNIQUE, &out));
    CU_ASSERT_STRING_EQUAL(buffer_text(&out), "MLST type;modify;");
    buffer_done(&out);
}

static const struct suite_test tests[] = {
    {"a list of features", test_list},
    {"no list, or an empty one", test_nothing},
    {"facts of MLST", test_facts},
    {"OPTS MLST only where it is needed", test_options},
};

SUITE_MAIN("ftp feat", tests)
