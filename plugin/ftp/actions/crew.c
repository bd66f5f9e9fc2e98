/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/crew.h"

#include "common/thread.h"
#include "ftp/actions/crew_state.h"
#include "ftp/protocol/limits.h"

#include <stdlib.h>

void ftp_crew_lock(struct ftp_crew *crew)
{
    pthread_mutex_lock(&crew->mutex);
}

void ftp_crew_unlock(struct ftp_crew *crew)
{
    pthread_mutex_unlock(&crew->mutex);
}

void ftp_crew_wait(struct ftp_crew *crew)
{
    pthread_cond_wait(&crew->changed, &crew->mutex);
}

void ftp_crew_tell(struct ftp_crew *crew)
{
    pthread_cond_broadcast(&crew->changed);
}

unsigned ftp_crew_most(const struct ftp_run *run)
{
    const struct ftp_connection_config *config = run->pool->config;
    if (run->flags & (HAWSER_EXECUTE_ONE_THREAD | HAWSER_EXECUTE_DRY_RUN))
        return 1;
    if (config->parallelism)
        return config->parallelism;
    return config->rate_limit ? 1 : FTP_GROWTH_AUTO_MOST; /* it holds for each transfer */
}

/* --- Pieces ----------------------------------------------------------------------------------- */

static void note_failure(
    struct ftp_crew *crew, const struct ftp_run *run, uint64_t turn, const struct ftp_error *error)
{
    crew->stopped = true;
    if (error->fault == FTP_FAULT_NONE || (crew->failed && crew->failed_turn < turn))
        return;
    crew->failed = true;
    crew->failed_turn = turn;
    crew->failure = *error;
    if (!run->session)
        return;
    pthread_mutex_lock(&crew->shared->mutex);
    crew->shared->transcript = run->session->control.transcript;
    crew->shared->transcribed = true;
    pthread_mutex_unlock(&crew->shared->mutex);
}

/* Whether another piece is wanted. What is in hand may come to count, and is waited for. */
static bool is_wanted(struct ftp_crew *crew)
{
    uint64_t most = crew->task->most;
    while (!crew->stopped && !crew->drained && crew->counted < most && crew->in_hand &&
           crew->in_hand >= most - crew->counted)
        ftp_crew_wait(crew);
    return !crew->stopped && !crew->drained && crew->counted < most;
}

static bool register_piece(struct ftp_crew *crew, struct ftp_run *run)
{
    run->hand.turn = crew->taken++;
    crew->in_hand++;
    return crew->most == 1 || ftp_targets_ask(&crew->targets, run->hand.turn,
                                  buffer_text(&run->hand.name), run->hand.name.length);
}

/* False: there is nothing more to do for this worker. *ret_begin: it may be begun. */
static bool take(struct ftp_worker *worker, void *piece, bool *ret_begin)
{
    struct ftp_crew *crew = worker->crew;
    struct ftp_run *run = worker->run;
    struct ftp_error error = {0};
    enum ftp_taken taken = FTP_NONE_LEFT;
    pthread_mutex_lock(&crew->taking);
    ftp_crew_lock(crew);
    bool wanted = is_wanted(crew);
    ftp_crew_unlock(crew);
    buffer_clear(&run->hand.name);
    run->hand.bytes = 0;
    run->hand.counted = false;
    if (wanted)
        taken = crew->task->take(crew->task->user, run, piece, &error);
    ftp_crew_lock(crew);
    *ret_begin = taken == FTP_TAKEN && register_piece(crew, run);
    if (taken == FTP_TAKING_FAILED)
        note_failure(crew, run, crew->taken, &error);
    crew->drained = crew->drained || taken != FTP_TAKEN;
    if (taken != FTP_TAKEN)
        ftp_crew_tell(crew);
    ftp_crew_unlock(crew);
    pthread_mutex_unlock(&crew->taking);
    return taken == FTP_TAKEN;
}

/* Takes an idle session, else a new one where this worker has come for that. */
static struct ftp_session *take_session(struct ftp_crew *crew, const struct ftp_session *preferred)
{
    struct ftp_session *session = ftp_pool_take(crew->pool, preferred);
    return session ? session : ftp_pool_add(crew->pool);
}

/* Waits until the piece's name is free, and for a session. False: it is not to be begun any more. */
static bool get_ready(struct ftp_worker *worker)
{
    struct ftp_crew *crew = worker->crew;
    struct ftp_run *run = worker->run;
    bool has = crew->task->ordered;
    ftp_crew_lock(crew);
    while (!crew->stopped && !ftp_targets_has(&crew->targets, run->hand.turn))
        ftp_crew_wait(crew);
    while (!crew->stopped && !has) {
        run->session = take_session(crew, worker->preferred);
        has = run->session != NULL;
        if (!has)
            ftp_crew_wait(crew);
    }
    bool go = !crew->stopped;
    ftp_crew_unlock(crew);
    return go;
}

static void end_piece(struct ftp_worker *worker, bool go_on, const struct ftp_error *error)
{
    struct ftp_crew *crew = worker->crew;
    struct ftp_run *run = worker->run;
    uint64_t now = crew->most > 1 ? ftp_clock_ns() : 0;
    ftp_crew_turn(run);
    ftp_crew_lock(crew);
    if (!go_on)
        note_failure(crew, run, run->hand.turn, error);
    ftp_targets_drop(&crew->targets, run->hand.turn, NULL, 0);
    if (run->session && crew->growth.at_once && crew->hired == 1)
        ftp_sibling_note(&crew->pool->sibling, run->session);
    if (run->session && !crew->task->ordered) {
        ftp_pool_give_back(crew->pool, run->session);
        worker->preferred = run->session;
        run->session = NULL;
    }
    crew->in_hand--;
    crew->ended++;
    crew->counted += run->hand.counted;
    if (crew->most > 1)
        ftp_growth_done(&crew->growth, crew->at_work - crew->joining, now, now - run->hand.began,
            run->hand.bytes);
    ftp_crew_hire(crew);
    ftp_crew_tell(crew);
    ftp_crew_unlock(crew);
}

static void do_piece(struct ftp_worker *worker, void *piece, bool begin)
{
    const struct ftp_task *task = worker->crew->task;
    struct ftp_run *run = worker->run;
    struct ftp_error error = {0};
    bool go_on = true;
    if (!begin)
        go_on = ftp_error_set(&error, FTP_FAULT_MEMORY, "no memory for a document's name");
    if (begin && get_ready(worker)) {
        run->hand.began = worker->crew->most > 1 ? ftp_clock_ns() : 0;
        go_on = task->act(task->user, run, piece, &error);
    } else {
        task->skip(task->user, run, piece);
    }
    end_piece(worker, go_on, &error);
}

/* --- Workers ---------------------------------------------------------------------------------- */

static unsigned allowed(const struct ftp_crew *crew)
{
    unsigned most = crew->growth.wanted < crew->pool->most ? crew->growth.wanted : crew->pool->most;
    return most < crew->most_threads ? most : crew->most_threads;
}

/* One more than the growth or the server wants leaves, but never the first. */
static bool stays(struct ftp_worker *worker)
{
    struct ftp_crew *crew = worker->crew;
    ftp_crew_lock(crew);
    bool stays = !worker->helps || crew->at_work <= allowed(crew);
    ftp_crew_unlock(crew);
    return stays;
}

static void work(struct ftp_worker *worker)
{
    bool begin = false;
    void *piece = malloc(worker->crew->task->size);
    while (piece && stays(worker) && take(worker, piece, &begin))
        do_piece(worker, piece, begin);
    if (!piece && !worker->helps) {
        struct ftp_error error = {0};
        ftp_error_set(&error, FTP_FAULT_MEMORY, "no memory for a document");
        ftp_crew_lock(worker->crew);
        note_failure(worker->crew, worker->run, worker->crew->taken, &error);
        ftp_crew_unlock(worker->crew);
    }
    free(piece);
}

/* What is ordered is begun only by who is logged in: nobody could wait for another's session there. */
static bool come_prepared(struct ftp_worker *worker)
{
    struct ftp_crew *crew = worker->crew;
    struct ftp_error error = {0};
    if (!crew->task->ordered)
        return true;
    ftp_crew_lock(crew);
    worker->run->session = take_session(crew, NULL);
    ftp_crew_unlock(crew);
    worker->run->hand.began = ftp_clock_ns();
    return worker->run->session && ftp_crew_ensure(worker->run, &error);
}

/* Sessions that are left over end with their workers, so that their goodbyes take no more time than one. */
static void retire(struct ftp_worker *worker)
{
    struct ftp_crew *crew = worker->crew;
    struct ftp_session *spare = NULL;
    ftp_crew_lock(crew);
    if (crew->task->ordered && worker->run->session)
        ftp_pool_give_back(crew->pool, worker->run->session);
    ftp_crew_joined(crew, worker->run);
    crew->at_work--;
    if (crew->pool->count > crew->at_work &&
        !crew->joining) /* who is let in nowhere falls back on this one */
        spare = ftp_pool_spare(crew->pool);
    ftp_crew_tell(crew);
    ftp_crew_unlock(crew);
    if (spare)
        ftp_pool_free(spare, ftp_clock_after(FTP_CREW_GOODBYE_MS));
    buffer_done(&worker->run->hand.name);
}

static void *help(void *argument)
{
    struct ftp_worker *worker = argument;
    if (come_prepared(worker))
        work(worker);
    retire(worker);
    return NULL;
}

void ftp_crew_joined(struct ftp_crew *crew, const struct ftp_run *run)
{
    for (unsigned i = 0; i < crew->hired; i++) {
        struct ftp_worker *worker = &crew->workers[i];
        if (worker->run == run && worker->joins) {
            worker->joins = false;
            crew->joining--;
        }
    }
}

/* The first is waited for in any case: it shows whether the server lets anybody in, and how far away it is. */
static bool may_hire(const struct ftp_crew *crew)
{
    bool waits = crew->growth.at_once ? crew->workers[0].joins : crew->joining != 0;
    return !crew->stopped && !crew->drained && !waits && crew->at_work < allowed(crew) &&
           crew->hired < FTP_PARALLEL_MOST;
}

static bool hire_one(struct ftp_crew *crew)
{
    struct ftp_worker *worker = &crew->workers[crew->hired];
    const struct ftp_run *first = crew->workers[0].run;
    *worker = (struct ftp_worker){.crew = crew, .helps = true, .joins = true};
    worker->own = (struct ftp_run){
        .call = first->call,
        .documents = first->documents,
        .operation = first->operation,
        .flags = first->flags,
        .shared = first->shared,
        .pool = first->pool,
        .crew = crew,
    };
    buffer_init(&worker->own.hand.name, FTP_PATH_MAX);
    worker->run = &worker->own;
    crew->hired++;
    crew->at_work++;
    crew->joining++;
    if (thread_start(&worker->thread, NULL, help, worker) == 0)
        return true;
    crew->hired--;
    crew->at_work--;
    crew->most_threads = crew->at_work;
    crew->joining--;
    return false;
}

void ftp_crew_hire(struct ftp_crew *crew)
{
    while (may_hire(crew) && hire_one(crew))
        continue;
}

static void begin(
    struct ftp_crew *crew, struct ftp_run *run, const struct ftp_task *task, unsigned most)
{
    bool measures = run->pool->config->parallelism == 0;
    *crew = (struct ftp_crew){.task = task,
        .pool = run->pool,
        .shared = run->shared,
        .most = most,
        .most_threads = most,
        .hired = 1,
        .at_work = 1,
        .joining = 1};
    pthread_mutex_init(&crew->taking, NULL);
    pthread_mutex_init(&crew->mutex, NULL);
    pthread_cond_init(&crew->changed, NULL);
    ftp_growth_init(&crew->growth, most, measures);
    ftp_growth_login(&crew->growth, run->pool->login_ns);
    ftp_growth_distance(&crew->growth, run->session->control.quickest_ns);
    ftp_growth_known(&crew->growth, task->known, task->bytes);
    crew->workers[0] =
        (struct ftp_worker){.crew = crew, .run = run, .preferred = run->session, .joins = true};
    run->crew = crew;
    buffer_init(&run->hand.name, FTP_PATH_MAX);
    if (most > 1 && crew->growth.at_once)
        ftp_sibling_note(&run->pool->sibling, run->session);
    ftp_pool_take(run->pool, run->session); /* where it was not already */
}

/* The first worker ends with a session, as it began. */
static void end(struct ftp_crew *crew, struct ftp_run *run)
{
    for (unsigned i = 1; i < crew->hired; i++)
        pthread_join(crew->workers[i].thread, NULL);
    struct ftp_session *spare;
    while ((spare = ftp_pool_spare(crew->pool)) != NULL)
        ftp_pool_free(spare, ftp_clock_after(FTP_CREW_GOODBYE_MS));
    ftp_pool_take(crew->pool, NULL);
    run->session = crew->pool->sessions[0];
    buffer_done(&run->hand.name);
    pthread_mutex_destroy(&crew->taking);
    pthread_mutex_destroy(&crew->mutex);
    pthread_cond_destroy(&crew->changed);
}

bool ftp_crew_run(
    struct ftp_run *run, const struct ftp_task *task, unsigned most, struct ftp_error *error)
{
    struct ftp_crew *crew = malloc(sizeof *crew);
    struct ftp_crew *outer = run->crew;
    struct ftp_hand in_hand = run->hand;
    if (!crew)
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for the work on documents");
    begin(crew, run, task, most);
    if (!task->ordered) {
        ftp_pool_give_back(run->pool, run->session);
        run->session = NULL;
    }
    work(&crew->workers[0]);
    end(crew, run);
    bool done = !crew->failed;
    if (!done)
        *error = crew->failure;
    free(crew);
    run->crew = outer;
    run->hand = in_hand;
    return done;
}
