/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "findings.h"

#include "problem.h"
#include "text.h"

#include <stdint.h>
#include <stdlib.h>

static const char *severity_name(uint32_t severity)
{
    static const char *const names[] = {
        [HAWSER_FINDING_ERROR] = "error",
        [HAWSER_FINDING_WARNING] = "warning",
        [HAWSER_FINDING_INFO] = "info",
    };

    return names[severity];
}

static char *to_text(const struct finding *finding)
{
    /* Packing takes a reference and changes nothing else. */
    json_t *recommended = (json_t *)(uintptr_t)finding->recommended;
    json_t *json = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s*, s:O*, s:b}", "severity",
        severity_name(finding->severity), "code", finding->code, "document", finding->document,
        "pointer", finding->pointer, "message", finding->message, "hint", finding->hint,
        "recommended", recommended, "visible", !finding->hidden);
    char *text = text_of_json(json, JSON_COMPACT);

    json_decref(json);
    return text;
}

static void keep_first(struct findings *findings, const struct finding *finding)
{
    char *id = text_format("config.%s", finding->code);

    problem_set(&findings->first, HAWSER_BAD_CONFIG, id == NULL ? "config.error" : id,
        finding->hint, "%s (%s%s%s)", finding->message, finding->document,
        finding->pointer[0] == '\0' ? "" : " ", finding->pointer);
    free(id);
    findings->no_memory = findings->no_memory || findings->first == NULL;
}

static void hand_on(struct findings *findings, const struct finding *finding)
{
    char *json = to_text(finding);
    char *recommended =
        finding->recommended == NULL ? NULL : text_of_json(finding->recommended, JSON_COMPACT);

    if (json == NULL || (finding->recommended != NULL && recommended == NULL))
        findings->no_memory = true;
    else
        findings->each(findings->user, &(hawser_finding){.size = sizeof(hawser_finding),
                                           .severity = finding->severity,
                                           .visible = !finding->hidden,
                                           .document = finding->document,
                                           .pointer = finding->pointer,
                                           .code = finding->code,
                                           .message = finding->message,
                                           .hint = finding->hint,
                                           .recommended = recommended,
                                           .json = json});
    free(recommended);
    free(json);
}

void findings_report(struct findings *findings, const struct finding *finding)
{
    struct finding neat = *finding;

    if (neat.hint != NULL && neat.hint[0] == '\0')
        neat.hint = NULL;
    if (json_array_size(neat.recommended) == 0)
        neat.recommended = NULL;
    if (neat.severity == HAWSER_FINDING_ERROR && findings->errors++ == 0)
        keep_first(findings, &neat);
    if (findings->each != NULL)
        hand_on(findings, &neat);
}

void findings_done(struct findings *findings)
{
    hawser_problem_free(findings->first);
    findings->first = NULL;
}
