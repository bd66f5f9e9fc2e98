/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/growth.h"

enum {
    JOBS_FEW = 3, /* are enough to go by where they took long */
    LONG_NS = 250 * 1000 * 1000,
    JOBS_FIRST = 8,     /* before a second session is thought of, where they did not */
    JOBS_A_SESSION = 6, /* to measure by, once there are more */
    UNIT = 256 * 1024,  /* bytes that weigh as much as a job does by itself */
};

/* A smaller gain is not told from chance, and not worth a place at the server. */
static const double pays_from = 1.10, harms_below = 0.95;

void ftp_growth_init(struct ftp_growth *growth, unsigned most, bool measures)
{
    *growth =
        (struct ftp_growth){.most = most, .measures = measures, .wanted = measures ? 1 : most};
}

void ftp_growth_login(struct ftp_growth *growth, uint64_t took_ns)
{
    growth->login_ns = took_ns;
}

static void begin(struct ftp_growth *growth, uint64_t now)
{
    growth->since = now;
    growth->jobs = growth->units = growth->busy_ns = 0;
}

/* Where sessions wait for documents, or for the host, more of them would wait too. */
static bool are_busy(const struct ftp_growth *growth, unsigned sessions, uint64_t elapsed)
{
    return growth->busy_ns >= elapsed / 2 * sessions;
}

static void judge(struct ftp_growth *growth, unsigned sessions, uint64_t elapsed)
{
    double rate = (double)growth->units / (double)(elapsed ? elapsed : 1);
    double gain = growth->before > 0 ? rate / growth->before : pays_from;
    growth->settled = gain < pays_from || sessions >= growth->most;
    if (gain < harms_below && sessions > 1)
        growth->wanted = sessions - 1;
    if (growth->settled)
        return;
    growth->before = rate;
    growth->wanted = sessions + 1;
}

static bool has_enough(const struct ftp_growth *growth, unsigned sessions, uint64_t elapsed)
{
    uint64_t jobs = sessions > 1         ? (uint64_t)JOBS_A_SESSION * sessions
                    : elapsed >= LONG_NS ? JOBS_FEW
                                         : JOBS_FIRST;
    return growth->jobs >= jobs && elapsed >= growth->login_ns;
}

void ftp_growth_done(
    struct ftp_growth *growth, unsigned sessions, uint64_t now, uint64_t took_ns, uint64_t bytes)
{
    if (!growth->measures || growth->settled)
        return;
    if (sessions != growth->wanted) {
        growth->since = 0;
        return;
    }
    if (!growth->since) {
        begin(growth, sessions == 1 ? now - took_ns : now);
        if (sessions > 1) /* it was in hand when their number changed */
            return;
    }
    growth->jobs++;
    growth->units += 1 + bytes / UNIT;
    growth->busy_ns += took_ns;
    uint64_t elapsed = now - growth->since;
    if (!has_enough(growth, sessions, elapsed))
        return;
    if (are_busy(growth, sessions, elapsed))
        judge(growth, sessions, elapsed);
    growth->since = 0;
}
