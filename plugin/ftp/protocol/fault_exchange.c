/* SPDX-License-Identifier: Apache-2.0 */
/* Faults between client and server in a session: of commands and of data connections. */
#include "ftp/protocol/fault_table.h"

#include <hawser/connector.h>

const struct ftp_fault_row ftp_fault_exchange[FTP_FAULT_COUNT] = {
    /* the control connection */
    [FTP_FAULT_PROTOCOL] = {.id = "ftp.protocol",
        .title = "Answer against the protocol",
        .code = HAWSER_PROTOCOL,
        .retry = HAWSER_RETRY_NEW_CONNECTION,
        .hint = "Check that Host and Port lead to an FTP server; if they do, report the"
                " transcript, as its answer could not be understood."},
    [FTP_FAULT_REPLY_TOO_LONG] = {.id = "ftp.reply.too-long",
        .title = "Reply too long",
        .code = HAWSER_PROTOCOL,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Check that Host and Port lead to an FTP server, or have its operator "
                "shorten its banner."},
    [FTP_FAULT_SERVICE_CLOSING] = {.id = "ftp.service.closing",
        .title = "The server closes the session",
        .code = HAWSER_NETWORK,
        .retry = HAWSER_RETRY_NEW_CONNECTION,
        .hint = "The server was idle too long, has too many sessions, or is being "
                "stopped: try later, or run fewer executions at once."},
    [FTP_FAULT_COMMAND_UNKNOWN] = {.id = "ftp.command.unknown",
        .title = "Command not understood",
        .code = HAWSER_UNSUPPORTED,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "The server, or a gateway before it, does not know this command: leave out the "
                "option that needs it, or have it enabled by the server's operator."},
    [FTP_FAULT_COMMAND_ARGUMENT] = {.id = "ftp.command.argument",
        .title = "Argument not understood",
        .code = HAWSER_UNSUPPORTED,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "The server knows this command and can't read what follows it: look for characters "
                "in the name that it may not allow, and check Encoding under Advanced."},
    [FTP_FAULT_COMMAND_NOT_IMPLEMENTED] = {.id = "ftp.command.not-implemented",
        .title = "Command not implemented",
        .code = HAWSER_UNSUPPORTED,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "The server does without this command, or it is switched off: leave out the "
                "option that needs it, or have it enabled by the server's operator."},
    [FTP_FAULT_COMMAND_ORDER] = {.id = "ftp.command.order",
        .title = "Command at the wrong time",
        .code = HAWSER_PROTOCOL,
        .retry = HAWSER_RETRY_NEW_CONNECTION,
        .hint = "The server expected another command first: try again with a new session; where "
                "it happens again, report the transcript."},
    [FTP_FAULT_COMMAND_PARAMETER] = {.id = "ftp.command.parameter",
        .title = "Parameter not implemented",
        .code = HAWSER_UNSUPPORTED,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "The server has this command, but not this form of it: change the option that the "
                "message is about, such as Transfer Format or Data Protection."},
    [FTP_FAULT_COMMAND_REFUSED] = {.id = "ftp.command.refused",
        .title = "Command not supported",
        .code = HAWSER_UNSUPPORTED,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "The server does not have this command, or not with this argument: "
                "avoid the option that needs it, or have it enabled by the server's "
                "operator."},
    [FTP_FAULT_BAD_NAME] = {.id = "ftp.name.invalid",
        .title = "Name can't be sent",
        .code = HAWSER_BAD_CONFIG,
        .retry = HAWSER_RETRY_NEVER,
        .application = true,
        .hint = "Change the name: line ends, NUL and over-long names can't be sent over"
                " FTP."},
    [FTP_FAULT_NOT_LOGGED_IN] = {.id = "ftp.login.lost",
        .title = "No longer logged in",
        .code = HAWSER_AUTHENTICATION,
        .retry = HAWSER_RETRY_NEW_CONNECTION,
        .hint = "The server no longer counts this session as logged in, or wants another user "
                "for this: check the rights of User Name."},
    /* the data connection */
    [FTP_FAULT_DATA_OPEN] = {.id = "ftp.data.blocked",
        .title = "Data connection can't be opened",
        .code = HAWSER_NETWORK,
        .retry = HAWSER_RETRY_NEW_CONNECTION,
        .hint = "The data port may be blocked: check the firewall for the server's "
                "passive ports, or change Connection Mode (passive, active). A server "
                "that wants TLS sessions reused needs TLS Session Reuse on. Behind NAT,"
                " the server may announce a private address."},
    [FTP_FAULT_DATA_SESSION_REUSE] = {.id = "ftp.data.session-reuse-required",
        .title = "The server wants its TLS session reused",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Set TLS Session Reuse to auto or required; if it is, have the server's"
                " operator check its session cache, or switch the demand off."},
    [FTP_FAULT_DATA_PROTOCOL] = {.id = "ftp.data.network-protocol",
        .title = "Network protocol refused",
        .code = HAWSER_UNSUPPORTED,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "The server does not serve data over this version of IP: put its IPv4 "
                "address in Host, or change Connection Mode."},
    [FTP_FAULT_DATA_ABORTED] = {.id = "ftp.data.aborted",
        .title = "Transfer aborted",
        .code = HAWSER_NETWORK,
        .retry = HAWSER_RETRY_SAME_CONNECTION,
        .hint = "Try again; where it happens often, look for an idle limit of a "
                "firewall or of the server."},
    [FTP_FAULT_DATA_PASSIVE_REPLY] = {.id = "ftp.data.passive-reply",
        .title = "Passive reply can't be read",
        .code = HAWSER_PROTOCOL,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Change Extended Passive Mode under Advanced (always, never), or set "
                "Connection Mode to active."},
    [FTP_FAULT_DATA_PORT] = {.id = "ftp.data.suspicious-port",
        .title = "Data port of another service",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Have the server's operator set its passive ports to 1024 and higher, without "
                "2049. No setting allows other ones: a server could have this machine speak "
                "to any service."},
    [FTP_FAULT_DATA_PEER] = {.id = "ftp.data.stranger",
        .title = "Data connection from a stranger",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_SAME_CONNECTION,
        .hint = "A host other than the server connected to the data port and was turned"
                " away: look for an attacker, or a server that sends data from another "
                "address and then needs Connection Mode passive."},
    [FTP_FAULT_DATA_PROTECTION] = {.id = "ftp.data.protection",
        .title = "Protection level refused",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Change Data Protection to what the server demands (private or clear)."},
    [FTP_FAULT_SIZE_MISMATCH] = {.id = "ftp.data.size-mismatch",
        .title = "Size differs",
        .code = HAWSER_DATA,
        .retry = HAWSER_RETRY_SAME_CONNECTION,
        .application = true,
        .hint = "The file may have been written to during the transfer: wait until its "
                "writer is done, or use Stable For or a marker file."},
    [FTP_FAULT_HASH_MISMATCH] = {.id = "ftp.data.hash-mismatch",
        .title = "Checksum differs",
        .code = HAWSER_DATA,
        .retry = HAWSER_RETRY_SAME_CONNECTION,
        .application = true,
        .hint = "Transfer it again. Where that does not help, its writer may not be done, "
                "something on the way may change the bytes, or the server's disk may be at "
                "fault."},
};
