/* SPDX-License-Identifier: Apache-2.0 */
/* What a worker of a crew may ask for while it has a piece in hand. */
#include "ftp/actions/crew_state.h"
#include "ftp/protocol/limits.h"

#include <string.h>

/* The session is in: there may be room for more. */
static void settle_in(struct ftp_crew *crew, struct ftp_run *run, bool logged_in)
{
    uint64_t now = ftp_clock_ns();
    ftp_crew_lock(crew);
    if (logged_in) {
        crew->pool->login_ns = now - run->hand.began;
        ftp_growth_login(&crew->growth, crew->pool->login_ns);
        ftp_growth_distance(&crew->growth, run->session->control.quickest_ns);
        run->hand.began = now;
    }
    ftp_crew_joined(crew, run);
    ftp_crew_hire(crew);
    ftp_crew_unlock(crew);
}

/* What another session of the same server could be spared. */
static bool is_refusal(const struct ftp_error *error)
{
    return error->fault != FTP_FAULT_CANCELLED && error->fault != FTP_FAULT_DEADLINE &&
           error->fault != FTP_FAULT_MEMORY && error->fault != FTP_FAULT_HOST;
}

bool ftp_crew_ensure(struct ftp_run *run, struct ftp_error *error)
{
    struct ftp_crew *crew = run->crew;
    for (;;) {
        uint64_t logins = run->session->logins;
        if (ftp_session_ensure(run->session, error)) {
            if (crew->most > 1)
                settle_in(crew, run, run->session->logins != logins);
            return true;
        }
        char why[FTP_ERROR_TEXT_MAX];
        ftp_error_quote(why, sizeof why, error->message, strlen(error->message));
        if (!is_refusal(error) || !ftp_crew_move(run))
            return false;
        ftp_run_log(run, HAWSER_LOG_INFO, "the server wants no more sessions: %s", why);
        *error = (struct ftp_error){0};
    }
}

bool ftp_crew_move(struct ftp_run *run)
{
    struct ftp_crew *crew = run->crew;
    struct ftp_session *left = run->session;
    struct ftp_error ignored = {0};
    if (crew->task->ordered || !ftp_limits_check(&left->limits, &ignored))
        return false;
    ftp_crew_lock(crew);
    bool moves = ftp_pool_remove(crew->pool, left);
    if (moves)
        ftp_pool_limit(crew->pool);
    ftp_crew_tell(crew);
    while (moves && !(run->session = ftp_pool_take(crew->pool, NULL)))
        ftp_crew_wait(crew);
    ftp_crew_unlock(crew);
    if (moves)
        ftp_pool_free(left, ftp_clock_after(FTP_CREW_GOODBYE_MS));
    return moves;
}

void ftp_crew_mark(const struct ftp_run *run, struct ftp_crew_mark *ret_mark)
{
    *ret_mark =
        (struct ftp_crew_mark){run->session, run->session->logins, run->session->control.replies};
}

/* A goodbye stands in the place of the first answer, or of the one after it where that was to an EPSV sent along. */
enum { ANSWERS_WITH_GOODBYE = 2 };

/* A session that was kept got no answer to its first command, or a goodbye. */
static bool is_gone(
    const struct ftp_run *run, const struct ftp_crew_mark *mark, const struct ftp_error *error)
{
    uint64_t answers = run->session->control.replies - mark->replies;
    return run->session == mark->session && run->session->logins == mark->logins &&
           ((error->fault == FTP_FAULT_CONNECTION_LOST && answers == 0) ||
               (error->fault == FTP_FAULT_SERVICE_CLOSING && answers <= ANSWERS_WITH_GOODBYE));
}

/* 425: the server may bear as many sessions, but not as many data connections. What is only read can be read
 * again. */
static bool is_one_too_many(const struct ftp_run *run, const struct ftp_error *error)
{
    enum ftp_action action = run->operation->action;
    return error->reply == 425 && (action == FTP_ACTION_GET || action == FTP_ACTION_QUERY);
}

bool ftp_crew_recover(
    struct ftp_run *run, const struct ftp_crew_mark *mark, struct ftp_error *error)
{
    bool gone = is_gone(run, mark, error);
    bool unwanted = gone ? error->fault == FTP_FAULT_SERVICE_CLOSING : is_one_too_many(run, error);
    if (!gone && !unwanted)
        return false;
    if (gone)
        ftp_session_close(run->session);
    bool moved = unwanted && ftp_crew_move(run);
    if (!gone && !moved)
        return false;
    *error = (struct ftp_error){0};
    return true;
}

void ftp_crew_turn(struct ftp_run *run)
{
    struct ftp_crew *crew = run->crew;
    if (!crew->task->ordered || crew->most == 1)
        return;
    ftp_crew_lock(crew);
    while (crew->ended != run->hand.turn)
        ftp_crew_wait(crew);
    ftp_crew_unlock(crew);
}

bool ftp_crew_hold(struct ftp_run *run, const char *name, size_t length)
{
    struct ftp_crew *crew = run->crew;
    if (crew->most == 1)
        return true;
    ftp_crew_lock(crew);
    bool asked = ftp_targets_ask(&crew->targets, run->hand.turn, name, length);
    while (asked && !ftp_targets_has(&crew->targets, run->hand.turn))
        ftp_crew_wait(crew);
    ftp_crew_unlock(crew);
    return asked;
}

bool ftp_crew_try(struct ftp_run *run, const char *name, size_t length)
{
    struct ftp_crew *crew = run->crew;
    if (crew->most == 1)
        return true;
    ftp_crew_lock(crew);
    bool has = ftp_targets_try(&crew->targets, run->hand.turn, name, length);
    ftp_crew_unlock(crew);
    return has;
}

void ftp_crew_drop(struct ftp_run *run, const char *name, size_t length)
{
    struct ftp_crew *crew = run->crew;
    if (crew->most == 1)
        return;
    ftp_crew_lock(crew);
    ftp_targets_drop(&crew->targets, run->hand.turn, name, length);
    ftp_crew_tell(crew);
    ftp_crew_unlock(crew);
}
