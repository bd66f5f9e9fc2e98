/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes between a stream in clear and a descriptor. Row get.direct, row create.direct. */
#include "config.h"
#include "suite.h"

#include "ftp/transport/stream_direct.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A stream with its peer, a pipe and a file of ten bytes. */
struct stage {
    struct ftp_stream stream;
    int peer; /* -1: it has closed */
    int pipe[2];
    int file;
};

static void stage_begin(struct stage *stage)
{
    char path[] = "/tmp/hawser-direct-XXXXXX";
    int ends[2];
    CU_ASSERT_EQUAL_FATAL(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0);
    CU_ASSERT_EQUAL_FATAL(pipe(stage->pipe), 0);
    ftp_stream_init(&stage->stream, ends[0]);
    stage->peer = ends[1];
    stage->file = mkstemp(path);
    CU_ASSERT_TRUE_FATAL(stage->file >= 0);
    unlink(path);
    CU_ASSERT_EQUAL(write(stage->file, "0123456789", 10), 10);
}

static void stage_close_peer(struct stage *stage)
{
    close(stage->peer);
    stage->peer = -1;
}

static void stage_end(struct stage *stage)
{
    ftp_stream_close(&stage->stream);
    if (stage->peer >= 0)
        close(stage->peer);
    close(stage->pipe[0]);
    close(stage->pipe[1]);
    close(stage->file);
}

static void comes(void)
{
    struct stage stage;
    struct ftp_error error = {0};
    char text[8];
    size_t length = 0;
    stage_begin(&stage);
    CU_ASSERT_EQUAL(
        ftp_stream_splice(&stage.stream, stage.pipe[1], 100, &length, &error), FTP_IO_AGAIN);
    CU_ASSERT_EQUAL(stage.stream.events, POLLIN);
    CU_ASSERT_EQUAL(write(stage.peer, "abcde", 5), 5);
    CU_ASSERT_EQUAL(
        ftp_stream_splice(&stage.stream, stage.pipe[1], 3, &length, &error), FTP_IO_DONE);
    CU_ASSERT_EQUAL(length, 3);
    CU_ASSERT_EQUAL(read(stage.pipe[0], text, sizeof text), 3);
    CU_ASSERT_NSTRING_EQUAL(text, "abc", 3);
    stage_close_peer(&stage);
    CU_ASSERT_EQUAL(
        ftp_stream_splice(&stage.stream, stage.pipe[1], 100, &length, &error), FTP_IO_DONE);
    CU_ASSERT_EQUAL(length, 2);
    CU_ASSERT_EQUAL(
        ftp_stream_splice(&stage.stream, stage.pipe[1], 100, &length, &error), FTP_IO_END);
    stage_end(&stage);
}

static void goes(void)
{
    struct stage stage;
    struct ftp_error error = {0};
    char text[16];
    size_t length = 0;
    stage_begin(&stage);
    CU_ASSERT_EQUAL(
        ftp_stream_send_file(&stage.stream, stage.file, 4, 3, &length, &error), FTP_IO_DONE);
    CU_ASSERT_EQUAL(length, 3);
    CU_ASSERT_EQUAL(
        ftp_stream_send_file(&stage.stream, stage.file, 7, 100, &length, &error), FTP_IO_DONE);
    CU_ASSERT_EQUAL(length, 3);
    CU_ASSERT_EQUAL(read(stage.peer, text, sizeof text), 6);
    CU_ASSERT_NSTRING_EQUAL(text, "456789", 6);
    CU_ASSERT_EQUAL(
        ftp_stream_send_file(&stage.stream, stage.file, 10, 100, &length, &error), FTP_IO_END);
    enum ftp_io io = FTP_IO_DONE;
    for (int i = 0; i < 1000000 && io == FTP_IO_DONE; i++)
        io = ftp_stream_send_file(&stage.stream, stage.file, 0, 10, &length, &error);
    CU_ASSERT_EQUAL(io, FTP_IO_AGAIN);
    CU_ASSERT_EQUAL(stage.stream.events, POLLOUT);
    stage_end(&stage);
}

/* The ordinary way is asked next, and says what is wrong. */
static void does_not_work(void)
{
    struct stage stage;
    struct ftp_error error = {0};
    size_t length = 9;
    stage_begin(&stage);
    CU_ASSERT_EQUAL(write(stage.peer, "abcde", 5), 5);
    CU_ASSERT_EQUAL(
        ftp_stream_splice(&stage.stream, stage.file, 100, &length, &error), FTP_IO_DONE);
    CU_ASSERT_EQUAL(length, 0);
    length = 9;
    CU_ASSERT_EQUAL(ftp_stream_send_file(&stage.stream, -1, 0, 100, &length, &error), FTP_IO_DONE);
    CU_ASSERT_EQUAL(length, 0);
    length = 9;
    CU_ASSERT_EQUAL(ftp_stream_send_file(&stage.stream, stage.file, UINT64_MAX, 1, &length, &error),
        FTP_IO_DONE);
    CU_ASSERT_EQUAL(length, 0);
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_NONE);
    stage_end(&stage);
}

static volatile sig_atomic_t signals;

static void count_signal(int number)
{
    (void)number;
    signals++;
}

/* What waits for the program already is left to it. */
static void nobody_is_signalled(void)
{
    struct sigaction counted = {.sa_handler = count_signal}, before;
    struct ftp_error error = {0};
    struct stage stage;
    sigset_t set, pending;
    size_t length = 0;
    sigaction(SIGPIPE, &counted, &before);
    stage_begin(&stage);
    stage_close_peer(&stage);
    CU_ASSERT_EQUAL(
        ftp_stream_send_file(&stage.stream, stage.file, 0, 10, &length, &error), FTP_IO_FAILED);
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_CONNECTION_LOST);
    CU_ASSERT_EQUAL(signals, 0);
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    sigprocmask(SIG_BLOCK, &set, NULL);
    raise(SIGPIPE);
    CU_ASSERT_EQUAL(
        ftp_stream_send_file(&stage.stream, stage.file, 0, 10, &length, &error), FTP_IO_FAILED);
    sigpending(&pending);
    CU_ASSERT_EQUAL(sigismember(&pending, SIGPIPE), 1);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    CU_ASSERT_EQUAL(signals, 1);
    sigaction(SIGPIPE, &before, NULL);
    stage_end(&stage);
}

static const struct suite_test tests[] = {
    {"comes", comes},
    {"goes", goes},
    {"does not work", does_not_work},
    {"nobody is signalled", nobody_is_signalled},
};

SUITE_MAIN("ftp transport direct", tests)
