/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates that were deployed: listed. */
#include "config.h"

#include "trust.h"

#include "problem.h"
#include "trust_certificate.h"
#include "trust_store.h"

/* Calls `each` for every certificate of a file. HAWSER_DATA: it holds none, or a broken one. */
static int32_t walk_file(
    const struct trust_file *file, trust_each_fn each, void *user, int32_t *ret_stop)
{
    struct certificates certificates;
    int32_t code = file->fault != NULL
                       ? HAWSER_DATA
                       : certificates_read(file->text, file->length, false, &certificates);

    if (code != HAWSER_OK)
        return code == HAWSER_NO_MEMORY ? code : HAWSER_DATA;
    for (unsigned i = 0; i < certificates.count && *ret_stop == 0 && code == HAWSER_OK; i++) {
        struct certificate_facts facts;
        code = certificate_facts_read(certificates.items[i], &facts);
        if (code != HAWSER_OK)
            break;
        facts.shown.name = file->name;
        facts.shown.peer = file->peer;
        *ret_stop = each(user, &facts.shown);
        certificate_facts_done(&facts);
    }
    certificates_done(&certificates);
    return code;
}

static int32_t say_unusable(
    const char *folder, const struct trust_file *file, hawser_problem **ret_problem)
{
    return problem_set(ret_problem, HAWSER_DATA, "trust.unusable-file",
        "Repair or remove the file; until then nothing in it is trusted.",
        "%s/%s" TRUST_SUFFIX " can't be used: %s", folder, file->name,
        file->fault == NULL ? "it holds no certificate, or a broken one" : file->fault);
}

/* One bad file hides no other: it is reported when all were walked. */
static int32_t walk_files(const char *folder, const struct trust_files *files, trust_each_fn each,
    void *user, hawser_problem **ret_problem)
{
    const struct trust_file *bad = NULL;
    int32_t stop = 0;

    for (size_t i = 0; i < files->count && stop == 0; i++) {
        int32_t code = walk_file(&files->items[i], each, user, &stop);
        if (code == HAWSER_NO_MEMORY)
            return problem_no_memory(ret_problem);
        if (code != HAWSER_OK && bad == NULL)
            bad = &files->items[i];
    }
    return bad == NULL || stop != 0 ? HAWSER_OK : say_unusable(folder, bad, ret_problem);
}

int32_t trust_walk(hawser_host *host, trust_each_fn each, void *user, hawser_problem **ret_problem)
{
    const char *folder = host->settings[HAWSER_SETTING_TRUST_DIR];
    struct trust_files files;
    int32_t code = trust_files_read(folder, &files, ret_problem);

    if (code != HAWSER_OK)
        return code;
    code = walk_files(folder, &files, each, user, ret_problem);
    trust_files_done(&files);
    return code;
}

int32_t hawser_trust_list(hawser_host *host,
    int32_t (*each)(void *user, const hawser_trusted *trusted), void *user,
    hawser_problem **ret_problem)
{
    return trust_walk(host, each, user, ret_problem);
}
