/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/program.h"

#include "support/folder.h"

#include <stdlib.h>
#include <sys/stat.h>

enum { FIXED_WORDS = 6, SETTINGS = 4, SETTING_SIZE = 4200 };

static char *write_connection(const struct rig *rig, const char *changes)
{
    char *path = folder_path(rig->folder, "connection.json");
    char *text = rig_connection(rig, changes);
    bool written =
        path != NULL && text != NULL && file_write_text(path, text) && chmod(path, 0600) == 0;
    free(text);
    if (!written) {
        free(path);
        path = NULL;
    }
    return path;
}

bool program_run(struct rig *rig, const struct program_run *run, struct process_result *ret_result)
{
    char settings[SETTINGS][SETTING_SIZE];
    const char *environment[SETTINGS + 1] = {NULL};
    const char *const values[SETTINGS][2] = {{"HAWSER_CONNECTOR_PATH", INTEROP_CONNECTOR_FOLDER},
        {"HAWSER_CA_BUNDLE", rig->bundle}, {"HAWSER_TRUST_DIR", rig->trust_folder},
        {"HAWSER_STATE_DIR", rig->state_folder}};
    char *connection = write_connection(rig, run->changes);
    const char *argv[FIXED_WORDS + PROGRAM_WORDS_MAX + 1] = {
        INTEROP_PROGRAM, "run", "ftp", run->action, "--connection", connection};
    for (size_t i = 0; i < SETTINGS; i++) {
        snprintf(settings[i], SETTING_SIZE, "%s=%s", values[i][0], values[i][1]);
        environment[i] = settings[i];
    }
    for (size_t i = 0; i < PROGRAM_WORDS_MAX && run->words[i] != NULL; i++) {
        argv[FIXED_WORDS + i] = run->words[i];
    }
    struct process_options options = {.argv = argv,
        .environment = environment,
        .timeout_ms = run->timeout_ms,
        .signal = run->signal,
        .signal_when = run->signal_when,
        .signal_context = run->signal_context};
    bool ran = connection != NULL && process_run(&options, ret_result);
    free(connection);
    return ran;
}
