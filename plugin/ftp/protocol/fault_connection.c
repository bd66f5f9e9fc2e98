/* SPDX-License-Identifier: Apache-2.0 */
/* Faults on the way to a session: of the call, the network, TLS and the login. */
#include "ftp/protocol/fault_table.h"

#include <hawser/connector.h>

const struct ftp_fault_row ftp_fault_connection[FTP_FAULT_COUNT] = {
    /* the call */
    [FTP_FAULT_INTERNAL] = {.id = "ftp.internal",
        .title = "Internal error",
        .code = HAWSER_INTERNAL,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "This is a fault in the connector: report it with the log of this "
                "execution."},
    [FTP_FAULT_CANCELLED] = {.id = "ftp.call.cancelled",
        .title = "Cancelled",
        .code = HAWSER_CANCELLED,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Run it again when it should be completed."},
    [FTP_FAULT_DEADLINE] = {.id = "ftp.call.deadline",
        .title = "Deadline passed",
        .code = HAWSER_TIMEOUT,
        .retry = HAWSER_RETRY_LATER,
        .hint = "Give the execution more time, or let it do less at once."},
    [FTP_FAULT_MEMORY] = {.id = "ftp.call.memory",
        .title = "Out of memory",
        .code = HAWSER_NO_MEMORY,
        .retry = HAWSER_RETRY_LATER,
        .hint = "Give the process more memory, or run fewer executions at once."},
    [FTP_FAULT_HOST] = {.id = "ftp.call.host",
        .title = "The runtime failed",
        .code = HAWSER_HOST,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Look into the runtime's own log: the connector was refused something "
                "that it needs from it."},
    [FTP_FAULT_CONFIG] = {.id = "ftp.config",
        .title = "Configuration not acceptable",
        .code = HAWSER_BAD_CONFIG,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Correct the field that the message names; validation shows all "
                "findings at once."},
    [FTP_FAULT_TIME_ZONE] = {.id = "ftp.config.time-zone",
        .title = "Time zone not known",
        .code = HAWSER_BAD_CONFIG,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Write Server Time Zone as the tz database has it, such as Europe/Berlin, or set "
                "it to auto. "
                "Its files come with the package tzdata."},
    [FTP_FAULT_UNSUPPORTED] = {.id = "ftp.unsupported",
        .title = "Not supported",
        .code = HAWSER_UNSUPPORTED,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Leave out what the message names, or use a later version of the connector."},
    [FTP_FAULT_SINK_NOT_DURABLE] = {.id = "ftp.sink.not-durable",
        .title = "Destination can't keep the document safe",
        .code = HAWSER_UNSUPPORTED,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Write to files rather than to a pipe where the source is deleted or "
                "moved, or allow acknowledgement on write (hawser run --ack-on-write)."},
    [FTP_FAULT_SINK_REFUSED] = {.id = "ftp.sink.refused",
        .title = "Destination refused the document",
        .code = HAWSER_HOST,
        .retry = HAWSER_RETRY_NEVER,
        .application = true,
        .hint = "Choose another destination, take away what has the name there, or allow it to be "
                "replaced (hawser run --overwrite)."},
    /* reaching the server */
    [FTP_FAULT_RESOLVE] = {.id = "ftp.connect.resolve",
        .title = "Host name not resolved",
        .code = HAWSER_NETWORK,
        .retry = HAWSER_RETRY_LATER,
        .hint = "Check Host for a typing error, and that this machine's name server "
                "knows the name; an IP address in Host needs no name server."},
    [FTP_FAULT_CONNECT_REFUSED] = {.id = "ftp.connect.refused",
        .title = "Connection refused",
        .code = HAWSER_NETWORK,
        .retry = HAWSER_RETRY_LATER,
        .hint = "Check Host and Port, and that the FTP server runs: the machine "
                "answers, but nothing listens there, or a firewall refuses."},
    [FTP_FAULT_CONNECT_FAILED] = {.id = "ftp.connect.failed",
        .title = "Connection failed",
        .code = HAWSER_NETWORK,
        .retry = HAWSER_RETRY_LATER,
        .hint = "Check Host, and the route and the firewalls between this machine and "
                "the server."},
    [FTP_FAULT_CONNECT_TIMEOUT] = {.id = "ftp.connect.timeout",
        .title = "Connecting took too long",
        .code = HAWSER_TIMEOUT,
        .retry = HAWSER_RETRY_LATER,
        .hint = "Check Host and Port, and whether a firewall drops the packets; raise "
                "Connection Timeout (ms) where the server is only slow."},
    [FTP_FAULT_CONNECTION_LOST] = {.id = "ftp.connection.lost",
        .title = "Connection lost",
        .code = HAWSER_NETWORK,
        .retry = HAWSER_RETRY_NEW_CONNECTION,
        .hint = "Try again; where it happens often, look for an idle limit of a "
                "firewall or of the server, and for restarts of the server."},
    [FTP_FAULT_READ_TIMEOUT] = {.id = "ftp.read.timeout",
        .title = "No answer in time",
        .code = HAWSER_TIMEOUT,
        .retry = HAWSER_RETRY_NEW_CONNECTION,
        .hint = "Raise Read Timeout (ms) where the server is slow by nature; otherwise "
                "ask its operator why it stopped answering."},
    [FTP_FAULT_GREETING] = {.id = "ftp.connect.greeting",
        .title = "Service not ready",
        .code = HAWSER_NETWORK,
        .retry = HAWSER_RETRY_LATER,
        .hint = "The server refuses sessions at present, or what answers on Port is no "
                "FTP server: check Port, or try later."},
    [FTP_FAULT_CLOCK_SKEW] = {.id = "ftp.clock.skew",
        .title = "The clocks differ",
        .code = HAWSER_DATA,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Set the clock of the server or of this machine: ages of files are told "
                "by both, so files may count as older or younger than they are."},
    /* the proxy */
    [FTP_FAULT_PROXY_UNAVAILABLE] = {.id = "ftp.proxy.unavailable",
        .title = "Proxy not available",
        .code = HAWSER_NETWORK,
        .retry = HAWSER_RETRY_LATER,
        .hint = "Check the host and the port in Proxy, and that the proxy runs and serves this "
                "machine."},
    [FTP_FAULT_PROXY_REFUSED] = {.id = "ftp.proxy.refused",
        .title = "Proxy did not connect",
        .code = HAWSER_NETWORK,
        .retry = HAWSER_RETRY_LATER,
        .hint = "Check Host and Port, and have the proxy's operator allow connections to that "
                "port: FTP needs the server's passive ports besides Port."},
    [FTP_FAULT_PROXY_AUTHENTICATION] = {.id = "ftp.proxy.authentication",
        .title = "Proxy refused the login",
        .code = HAWSER_AUTHENTICATION,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Check the user in Proxy (http://user@host:port) and Proxy Password."},
    [FTP_FAULT_PROXY_PROTOCOL] = {.id = "ftp.proxy.protocol",
        .title = "Not the proxy that was expected",
        .code = HAWSER_PROTOCOL,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Check that Proxy begins with what it speaks, http:// or socks5://, and that "
                "its port is the proxy's."},
    /* TLS */
    [FTP_FAULT_TLS_REFUSED] = {.id = "ftp.tls.refused",
        .title = "Explicit TLS refused",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "The server does not offer AUTH TLS: set SSL Mode to implicit (usually "
                "with Port 990), or have its operator switch TLS on. Nothing was sent "
                "in clear."},
    [FTP_FAULT_TLS_NOT_SPOKEN] = {.id = "ftp.tls.not-spoken",
        .title = "The server does not speak TLS here",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Check SSL Mode and Port: implicit TLS usually has Port 990, explicit "
                "TLS and no TLS have Port 21."},
    [FTP_FAULT_TLS_HANDSHAKE] = {.id = "ftp.tls.handshake",
        .title = "TLS handshake failed",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Compare the TLS versions and ciphers of the server with Minimum TLS "
                "Version and this system's policy, and check SSL Mode and Port."},
    [FTP_FAULT_TLS_UNTRUSTED] = {.id = "ftp.tls.untrusted",
        .title = "Certificate not trusted",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Deploy the server's certificate or its authority in the runtime: "
                "`hawser trust fetch ftp --connection FILE` shows the chain and deploys"
                " it on a yes, `hawser trust add CA.pem` deploys a file. Compare the "
                "fingerprint with the server's operator first."},
    [FTP_FAULT_TLS_EXPIRED] = {.id = "ftp.tls.expired",
        .title = "Certificate expired or not yet valid",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Have the server's operator renew the certificate, and check the clock "
                "of this machine."},
    [FTP_FAULT_TLS_WRONG_NAME] = {.id = "ftp.tls.wrong-name",
        .title = "Certificate is for another name",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Set Host to one of the names in the certificate, or have the server's "
                "operator issue one for the name in Host."},
    [FTP_FAULT_TLS_NO_SAN] = {.id = "ftp.tls.no-san",
        .title = "Certificate without names",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Have the server's operator issue a certificate with a subjectAltName "
                "for the name in Host: the common name alone no longer counts."},
    [FTP_FAULT_TLS_INJECTION] = {.id = "ftp.tls.injection",
        .title = "Bytes injected before TLS",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Something sent text after the reply to AUTH and before TLS began: look"
                " for an attacker or a meddling gateway on the way to the server."},
    [FTP_FAULT_TLS_PROTECTION] = {.id = "ftp.tls.protection",
        .title = "Protection of data refused",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Have the server's operator allow PROT P, or set Data Protection to "
                "clear if files may travel unencrypted."},
    [FTP_FAULT_TLS_TRUST_STORE] = {.id = "ftp.tls.trust-store",
        .title = "Trust store not usable",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Check the runtime's certificates with `hawser trust list`, "
                "HAWSER_CA_BUNDLE and HAWSER_TRUST_DIR."},
    [FTP_FAULT_TLS_DATA_IDENTITY] = {.id = "ftp.tls.data-identity",
        .title = "Another certificate on the data connection",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Control and data connection must show the same certificate: look for a"
                " gateway or load balancer that mixes servers, or for an attacker."},
    [FTP_FAULT_TLS_TRUNCATED] = {.id = "ftp.tls.truncated",
        .title = "Data may be cut short",
        .code = HAWSER_DATA,
        .retry = HAWSER_RETRY_NEW_CONNECTION,
        .hint = "The connection ended without TLS's closing message, so that bytes may "
                "be missing. Where this server always does so, switch Require TLS Closing "
                "Message off: sizes are then compared instead."},
    [FTP_FAULT_TLS_EXPIRES_SOON] = {.id = "ftp.tls.expires-soon",
        .title = "Certificate expires soon",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Have the server's operator renew the certificate in time: from that "
                "day on the server is refused."},
    [FTP_FAULT_TLS_RECORD] = {.id = "ftp.tls.record",
        .title = "TLS failed during the session",
        .code = HAWSER_TRUST,
        .retry = HAWSER_RETRY_NEW_CONNECTION,
        .hint = "Try again; where it happens again, look for a gateway that changes the"
                " traffic, or a fault in the server's TLS."},
    /* login */
    [FTP_FAULT_LOGIN_REFUSED] = {.id = "ftp.login.refused",
        .title = "Login refused",
        .code = HAWSER_AUTHENTICATION,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Check User Name and Password, and with the server's operator that the "
                "account may use FTP from this address."},
    [FTP_FAULT_LOGIN_ACCOUNT] = {.id = "ftp.login.account",
        .title = "Account information wanted",
        .code = HAWSER_AUTHENTICATION,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "The server asks for an account (ACCT), at the login or for storing files: set "
                "Account under Advanced."},
    [FTP_FAULT_LOGIN_TLS_REQUIRED] = {.id = "ftp.login.tls-required",
        .title = "The server wants TLS before login",
        .code = HAWSER_AUTHENTICATION,
        .retry = HAWSER_RETRY_NEVER,
        .hint = "Set SSL Mode to explicit."},
};
