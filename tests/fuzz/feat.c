/* SPDX-License-Identifier: Apache-2.0 */
/* FEAT: keywords in either case are the same, and what is asked of OPTS MLST is what was offered. */
#include "ftp/protocol/feat.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz/ftp_targets.h"

/* The facts asked for are those that are on, and those wanted that are offered. */
static void check_options(const struct ftp_features *features, unsigned wanted)
{
    struct buffer options;
    unsigned asked, enabled;
    buffer_init(&options, 4096);
    bool needed = ftp_mlst_options(features, wanted, &options);
    FUZZ_CHECK(needed == (options.length > 0));
    if (needed) {
        struct ftp_span facts = {buffer_text(&options), options.length};
        FUZZ_CHECK(!ftp_span_has_control(facts));
        FUZZ_CHECK(ftp_span_take_text_nocase(&facts, "MLST "));
        ftp_mlst_facts_parse(facts, &asked, &enabled);
        FUZZ_CHECK(enabled == 0);
        FUZZ_CHECK(asked == (features->facts_enabled | (wanted & features->facts_offered)));
    }
    buffer_done(&options);
}

static bool parse(const char *data, size_t length, struct ftp_features *ret_features)
{
    struct ftp_reply_parser parser;
    size_t used;
    ftp_reply_parser_init(&parser);
    bool done = ftp_reply_feed(&parser, data, length, &used) == FTP_PARSE_DONE;
    if (done)
        ftp_feat_parse(&parser.reply, ret_features);
    ftp_reply_parser_done(&parser);
    return done;
}

/* The letters a to z alone, as no locale has a say. */
static char *in_upper_case(const char *data, size_t length)
{
    char *upper = fuzz_copy(data, length);
    for (size_t i = 0; i < length; i++) {
        if (upper[i] >= 'a' && upper[i] <= 'z')
            upper[i] = (char)(upper[i] - 'a' + 'A');
    }
    return upper;
}

void fuzz_feat(const char *data, size_t length)
{
    struct ftp_features features, other;
    unsigned offered, enabled;
    memset(&features, 0, sizeof features);
    memset(&other, 0, sizeof other);
    ftp_mlst_facts_parse((struct ftp_span){data, length}, &offered, &enabled);
    FUZZ_CHECK((enabled & ~offered) == 0);
    if (!parse(data, length, &features))
        return;
    char *upper = in_upper_case(data, length);
    FUZZ_CHECK(parse(upper, length, &other));
    free(upper);
    FUZZ_CHECK(features.facts_offered == other.facts_offered);
    FUZZ_CHECK(features.facts_enabled == other.facts_enabled);
    FUZZ_CHECK(features.auth_tls == other.auth_tls && features.mlst == other.mlst);
    FUZZ_CHECK(features.rest_stream == other.rest_stream && features.utf8 == other.utf8);
    FUZZ_CHECK((features.facts_enabled & ~features.facts_offered) == 0);
    check_options(&features, (unsigned)fuzz_hash(data, length));
    check_options(&features, FTP_FACT_TYPE | FTP_FACT_SIZE | FTP_FACT_MODIFY);
}
