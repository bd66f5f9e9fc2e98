/* SPDX-License-Identifier: Apache-2.0 */
/* A host in few lines: fetches every file of the remote directory into the folder "in". */
#include <hawser/host.h>
#include <stdio.h>
#include <string.h>

int main(int count, char **words)
{
    hawser_problem *problem = NULL;
    hawser_loaded *ftp = NULL;
    hawser_link *link = NULL;
    hawser_execution *query = NULL;
    const char *connection = count > 1 ? words[1] : "{}"; /* the connection's JSON */
    hawser_host *host = hawser_host_new();
    if (hawser_load(host, "ftp", &ftp, &problem) == HAWSER_OK &&
        hawser_open(ftp, connection, strlen(connection), NULL, &link, &problem) == HAWSER_OK &&
        (query = hawser_execution_new(link, "query", NULL, 0, 0)) != NULL &&
        hawser_execution_to_directory(query, "in", 0, &problem) == HAWSER_OK)
        hawser_execution_run(query, NULL, NULL, &problem);
    int status = problem != NULL;
    if (problem)
        fprintf(stderr, "failed: %s\n", hawser_problem_error(problem)->message);
    hawser_execution_free(query);
    hawser_close(link, NULL);
    hawser_unload(ftp);
    hawser_host_free(host);
    hawser_problem_free(problem);
    return status;
}
