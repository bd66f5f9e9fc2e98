/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/pool.h"

#include "ftp/session/zone.h"

#include <stdlib.h>
#include <string.h>

static struct ftp_session *new_session(const struct ftp_pool *pool)
{
    struct ftp_session *session = calloc(1, sizeof *session);
    if (session)
        ftp_session_init(session, pool->config);
    return session;
}

bool ftp_pool_init(struct ftp_pool *pool, const struct ftp_connection_config *config)
{
    *pool = (struct ftp_pool){.config = config, .most = FTP_PARALLEL_MOST};
    pool->sessions[0] = new_session(pool);
    pool->count = pool->sessions[0] ? 1 : 0;
    return pool->count != 0;
}

void ftp_pool_attach(struct ftp_pool *pool, const hawser_call *call)
{
    pool->call = call;
    for (unsigned i = 0; i < pool->count; i++)
        ftp_session_attach(pool->sessions[i], call);
}

static unsigned index_of(const struct ftp_pool *pool, const struct ftp_session *session)
{
    unsigned i = 0;
    while (i < pool->count && pool->sessions[i] != session)
        i++;
    return i;
}

struct ftp_session *ftp_pool_take(struct ftp_pool *pool, const struct ftp_session *preferred)
{
    unsigned i = index_of(pool, preferred);
    if (i == pool->count || pool->taken[i])
        for (i = 0; i < pool->count && pool->taken[i]; i++)
            continue;
    if (i == pool->count)
        return NULL;
    pool->taken[i] = true;
    return pool->sessions[i];
}

/* What was learned of the server's clock holds for each session with it; the zone is each one's own. */
static bool tell_time(const struct ftp_pool *pool, struct ftp_session *session)
{
    struct ftp_error ignored = {0};
    session->clock = pool->clock;
    session->clock.zone = NULL;
    return ftp_zone_open(session, &ignored);
}

struct ftp_session *ftp_pool_add(struct ftp_pool *pool)
{
    struct ftp_session *session =
        pool->count < pool->most && pool->count < FTP_PARALLEL_MOST ? new_session(pool) : NULL;
    if (!session)
        return NULL;
    ftp_session_attach(session, pool->call);
    if (!tell_time(pool, session)) {
        ftp_pool_free(session, 0);
        return NULL;
    }
    ftp_sibling_tell(&pool->sibling, session);
    pool->taken[pool->count] = true;
    pool->sessions[pool->count++] = session;
    return session;
}

void ftp_pool_give_back(struct ftp_pool *pool, const struct ftp_session *session)
{
    unsigned i = index_of(pool, session);
    if (i < pool->count)
        pool->taken[i] = false;
}

bool ftp_pool_remove(struct ftp_pool *pool, const struct ftp_session *session)
{
    unsigned i = index_of(pool, session);
    if (pool->count <= 1 || i == pool->count)
        return false;
    pool->count--;
    memmove(&pool->sessions[i], &pool->sessions[i + 1], (pool->count - i) * sizeof *pool->sessions);
    memmove(&pool->taken[i], &pool->taken[i + 1], (pool->count - i) * sizeof *pool->taken);
    return true;
}

struct ftp_session *ftp_pool_spare(struct ftp_pool *pool)
{
    for (unsigned i = pool->count; i-- > 0;) {
        struct ftp_session *session = pool->sessions[i];
        if (!pool->taken[i])
            return ftp_pool_remove(pool, session) ? session : NULL;
    }
    return NULL;
}

void ftp_pool_free(struct ftp_session *session, uint64_t until)
{
    ftp_session_quit(session, until);
    ftp_session_done(session);
    free(session);
}

void ftp_pool_limit(struct ftp_pool *pool)
{
    pool->most = pool->count;
}

void ftp_pool_done(struct ftp_pool *pool, uint64_t until)
{
    for (unsigned i = 0; i < pool->count; i++)
        ftp_pool_free(pool->sessions[i], until);
    ftp_sibling_done(&pool->sibling);
    pool->count = 0;
}
