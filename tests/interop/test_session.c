/* SPDX-License-Identifier: Apache-2.0 */
/* One session serves all executions of a link, and one that was lost is made again. */
#include "config.h"

#include "interop/settings.h"
#include "interop/suite.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* As the server's log tells it. Where that is silent about logins, what was sent is counted. */
static unsigned logins(struct rig *rig)
{
    switch (rig->kind) {
    case SERVER_VSFTPD:
        return remote_log_count(rig, "OK LOGIN");
    case SERVER_PYFTPDLIB:
        return remote_log_count(rig, "logged in");
    case SERVER_PROFTPD:
    case SERVER_PUREFTPD:
    case SERVER_KINDS:
        break;
    }
    return rig_log_count(rig, "> PASS");
}

/* Waits until the sessions' end can have been noticed on this side. */
static unsigned drop_sessions(struct rig *rig)
{
    const struct timespec pause = {.tv_nsec = 200 * 1000 * 1000};
    unsigned dropped = server_drop_sessions(rig->server);
    if (dropped > 0) {
        nanosleep(&pause, NULL);
    }
    return dropped;
}

static void create(struct rig *rig, const char *name)
{
    struct outcome *outcome = job_create(rig, NULL, name, name, strlen(name));
    EXPECT_DONE(rig, outcome, 1);
    outcome_free(outcome);
    EXPECT(rig, remote_is_text(rig, name, name));
}

/* session.one-login */
static void test_one_login(void)
{
    struct rig *rig = interop_rig();
    unsigned before = logins(rig);
    create(rig, "a");
    create(rig, "b");
    struct outcome *outcome = job_none(rig, "list", NULL);
    EXPECT_DONE(rig, outcome, 2);
    outcome_free(outcome);
    EXPECT(rig, logins(rig) - before == 1);
    EXPECT(rig, rig_log_count(rig, "> PASS") == 1);
    EXPECT(rig, hawser_is_alive(rig->link, NULL) == HAWSER_OK);
    rig_close(rig);
    EXPECT(rig, rig_log_count(rig, "> QUIT") == 1);
}

/* protocol.A2 */
static void test_link_each(void)
{
    struct rig *rig = interop_rig();
    unsigned before = logins(rig);
    create(rig, "a");
    EXPECT(rig, rig_open(rig, NULL));
    create(rig, "b");
    EXPECT(rig, logins(rig) - before == 2);
}

/* Nothing is connected to before there is something to do. */
/* session.first-need */
static void test_no_login_without_documents(void)
{
    struct rig *rig = interop_rig();
    unsigned before = logins(rig);
    struct job job = {.action = "delete"};
    outcome_free(job_run(rig, &job));
    EXPECT(rig, logins(rig) == before);
    EXPECT(rig, rig_log_count(rig, "< 220") == 0);
}

static void test_dropped_between_executions(void)
{
    struct rig *rig = interop_rig();
    create(rig, "a");
    if (drop_sessions(rig) == 0) {
        return; /* one process serves all: nothing to drop */
    }
    create(rig, "b");
    EXPECT_NAMES(rig, "", "a\nb\n");
    EXPECT(rig, rig_log_count(rig, "> PASS") == 2);
}

/* Drops the session when the second of three documents is about to be read. */
struct dropping {
    struct rig *rig;
    unsigned given;
    unsigned dropped;
};

static int32_t give(void *user, hawser_source *source)
{
    static const char *const ids[] = {"a", "b", "c"};
    struct dropping *dropping = user;
    if (dropping->given == INTEROP_COUNT(ids)) {
        return HAWSER_END;
    }
    if (dropping->given == 1) {
        dropping->dropped = drop_sessions(dropping->rig);
    }
    source->id = ids[dropping->given++];
    return HAWSER_OK;
}

static void count_success(void *user, const hawser_outcome *outcome)
{
    *(unsigned *)user += outcome->status == HAWSER_STATUS_SUCCESS;
}

/* session.dropped */
static void test_dropped_between_documents(void)
{
    struct rig *rig = interop_rig();
    struct dropping dropping = {.rig = rig};
    unsigned succeeded = 0;
    remote_text(rig, "a", "a");
    remote_text(rig, "b", "b");
    remote_text(rig, "c", "c");
    hawser_execution *execution = hawser_execution_new(rig->link, "get", "{}", 2, 0);
    hawser_execution_on_input(execution, give, &dropping);
    hawser_execution_on_result(execution, count_success, &succeeded);
    EXPECT(rig, hawser_execution_run(execution, NULL, NULL, NULL) == HAWSER_OK);
    hawser_execution_free(execution);
    EXPECT(rig, succeeded == 3);
    EXPECT(rig, rig_log_count(rig, "> PASS") == (dropping.dropped > 0 ? 2 : 1));
}

static void test_not_alive_when_dropped(void)
{
    struct rig *rig = interop_rig();
    create(rig, "a");
    if (drop_sessions(rig) > 0) {
        EXPECT(rig, hawser_is_alive(rig->link, NULL) != HAWSER_OK);
    }
    create(rig, "b");
}

static const struct interop_test tests[] = {{"one login", test_one_login},
    {"a login for each link", test_link_each},
    {"no login without documents", test_no_login_without_documents},
    {"dropped between executions", test_dropped_between_executions},
    {"dropped between documents", test_dropped_between_documents},
    {"not alive when dropped", test_not_alive_when_dropped}};

int main(void)
{
    return interop_on_each(interop_settings, tests, INTEROP_COUNT(tests));
}
