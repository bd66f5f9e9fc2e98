/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/growth.h"

enum {
    JOBS_FEW = 3, /* are enough to go by where they took long */
    LONG_NS = 250 * 1000 * 1000,
    JOBS_FIRST = 8,            /* before a second session is thought of, where they did not */
    JOBS_A_SESSION = 6,        /* to measure by, once there are more */
    UNIT = 256 * 1024,         /* bytes that weigh as much as a job does by itself */
    FAR_NS = 10 * 1000 * 1000, /* a reply that takes as long is worth waiting for by several */
    FAR_JOBS = 2,              /* are enough to go by, where more wait */
    FAR_TRIPS = 16,            /* that a job may take which waits for replies more than for bytes */
    FAR_KNOWN = 8,             /* jobs that are worth the logins of several sessions */
    FAR_A_SESSION = 2,         /* of them */
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

void ftp_growth_distance(struct ftp_growth *growth, uint64_t round_trip_ns)
{
    growth->round_trip_ns = round_trip_ns;
    growth->at_once = round_trip_ns >= FAR_NS;
}

void ftp_growth_known(struct ftp_growth *growth, uint64_t jobs, uint64_t bytes)
{
    if (!growth->measures || !growth->at_once || jobs < FAR_KNOWN || bytes / UNIT >= jobs)
        return;
    uint64_t worth = jobs / FAR_A_SESSION;
    growth->wanted = worth < growth->most ? (unsigned)worth : growth->most;
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

/* Nothing is to be measured first where a login takes as many round trips as a few jobs do. */
static bool only_waits(const struct ftp_growth *growth, unsigned sessions, uint64_t elapsed)
{
    return growth->at_once && sessions == 1 && growth->jobs >= FAR_JOBS &&
           growth->units == growth->jobs && are_busy(growth, 1, elapsed) &&
           growth->busy_ns / growth->jobs <= FAR_TRIPS * growth->round_trip_ns;
}

static void open_all(struct ftp_growth *growth, uint64_t elapsed)
{
    growth->before = (double)growth->units / (double)(elapsed ? elapsed : 1);
    growth->wanted = growth->most;
    growth->since = 0;
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
    if (only_waits(growth, sessions, elapsed)) {
        open_all(growth, elapsed);
        return;
    }
    if (!has_enough(growth, sessions, elapsed))
        return;
    if (are_busy(growth, sessions, elapsed))
        judge(growth, sessions, elapsed);
    growth->since = 0;
}
