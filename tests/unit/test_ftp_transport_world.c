/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/test_ftp_transport_world.h"

#include <CUnit/Basic.h>
#include <string.h>

enum { PEM_SIZE = 8192 };

const char tls12[] = "NORMAL:-VERS-ALL:+VERS-TLS1.2";
const char tls13[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3";
const char *const versions[2] = {tls12, tls13};

static struct made root;
struct made leaf, other_leaf;
static char pem[PEM_SIZE];
struct ftp_tls *tls;
struct ftp_error error;

int world_set_up(void)
{
    static const struct wish server = {.common_name = "server", .dns = {"ftp.example.test"}};
    root = make_certificate(NULL, &(struct wish){.common_name = "Root", .authority = true});
    leaf = make_certificate(&root, &server);
    other_leaf = make_certificate(&root, &server);
    add_pem(&root, pem, sizeof pem);
    struct ftp_tls_options options = {.host = "ftp.example.test",
        .verify_certificate = true,
        .verify_host_name = true,
        .trust_pem = pem,
        .trust_pem_length = strlen(pem)};
    return ftp_tls_new(&options, &tls, &error) ? 0 : 1;
}

int world_tear_down(void)
{
    ftp_tls_free(tls);
    made_done(&root);
    made_done(&leaf);
    made_done(&other_leaf);
    return 0;
}

struct peer *start(const struct made *certificate, const char *priority,
    void (*serve)(gnutls_session_t, int, void *), void *user)
{
    struct peer_options options = {.chain = {certificate->certificate},
        .chain_count = 1,
        .key = certificate->key,
        .priority = priority,
        .serve = serve,
        .user = user};
    return peer_start(&options);
}

void start_tls(const struct peer *peer, struct ftp_stream *stream)
{
    error = (struct ftp_error){0};
    client_connect(peer, stream);
    CU_ASSERT_TRUE_FATAL(ftp_tls_start(stream, tls, NULL, false, NULL, &error));
}

void open_tls(const struct peer *peer, struct ftp_stream *stream)
{
    start_tls(peer, stream);
    CU_ASSERT_EQUAL_FATAL(client_handshake(stream, NULL, &error), FTP_IO_DONE);
}
