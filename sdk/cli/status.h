/* SPDX-License-Identifier: Apache-2.0 */
/* With what the program ends. */
#ifndef HAWSER_CLI_STATUS_H
#define HAWSER_CLI_STATUS_H

#define STATUS_DONE 0
#define STATUS_DOCUMENTS 1 /* some documents ended in an application error, or outputs failed */
#define STATUS_USAGE 2     /* the command line, or a file that it names, can't be used */
#define STATUS_CONFIG 3    /* the connection or the operation is not acceptable */
#define STATUS_FAILED 4    /* the connection, the server or this host failed */
#define STATUS_LOCKED 5    /* another run holds the lock */
#define STATUS_CANCELLED 130

#endif
