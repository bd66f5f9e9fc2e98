/* SPDX-License-Identifier: Apache-2.0 */
/* A host in a few lines: fetches every file of a remote directory into the folder "in". */
#include <hawser/host.h>
#include <stdio.h>
#include <string.h>

int main(int count, char **words)
{
    const char *connection = count > 1 ? words[1] : "{}"; /* the connection's JSON */
    hawser_problem *problem = NULL;
    hawser_loaded *ftp = NULL;
    hawser_link *link = NULL;
    hawser_execution *query = NULL;
    hawser_host *host = hawser_host_new();
    int32_t code = host ? hawser_load(host, "ftp", &ftp, &problem) : HAWSER_NO_MEMORY;
    if (code == HAWSER_OK)
        code = hawser_open(ftp, connection, strlen(connection), NULL, &link, &problem);
    if (code == HAWSER_OK && !(query = hawser_execution_new(link, "query", NULL, 0, 0)))
        code = HAWSER_NO_MEMORY;
    if (code == HAWSER_OK)
        code = hawser_execution_to_directory(query, "in", 0, &problem);
    if (code == HAWSER_OK)
        code = hawser_execution_run(query, NULL, NULL, &problem);
    if (code != HAWSER_OK)
        fprintf(stderr, "failed: %s\n",
            problem ? hawser_problem_error(problem)->message : hawser_code_name(code));
    hawser_problem_free(problem);
    hawser_execution_free(query); /* in the reverse order of their making; NULL is allowed */
    hawser_close(link, NULL);
    hawser_unload(ftp);
    hawser_host_free(host);
    return code != HAWSER_OK;
}
