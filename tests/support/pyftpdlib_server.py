#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""One FTP server on loopback for the interoperability tests, until it is killed."""

import argparse
import logging
import os
import sys

from OpenSSL import SSL
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.filesystems import AbstractedFS
from pyftpdlib.handlers import FTPHandler, TLS_DTPHandler, TLS_FTPHandler
from pyftpdlib.servers import FTPServer

READ = "elr"
READ_AND_WRITE = "elradfmwMT"
TLS_VERSIONS = {"1.2": SSL.TLS1_2_VERSION, "1.3": SSL.TLS1_3_VERSION}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--passive", required=True, metavar="LOW-HIGH")
    parser.add_argument("--root", required=True)
    parser.add_argument("--user", required=True)
    parser.add_argument("--password-file", required=True)
    parser.add_argument("--work-as", metavar="UID:GID")
    parser.add_argument("--refuse-overwrite", action="store_true")
    parser.add_argument("--without-mlsd", action="store_true", help="LIST only")
    parser.add_argument("--local-times", action="store_true", help="of LIST, MLSD and MDTM")
    parser.add_argument("--list-local", action="store_true", help="of LIST alone")
    parser.add_argument("--without", default="", metavar="COMMAND,...", help="not known to it")
    parser.add_argument("--tls", choices=("none", "explicit", "implicit"), default="none")
    parser.add_argument("--tls-required", action="store_true")
    parser.add_argument("--tls-version", choices=tuple(TLS_VERSIONS))
    parser.add_argument("--no-reuse", action="store_true", help="of TLS sessions")
    parser.add_argument("--raw-names", action="store_true", help="that are not UTF-8 go as they are")
    parser.add_argument("--cut", action="store_true", help="data ends without close_notify")
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    return parser.parse_args()


class KeepingMixin:
    """Refuses to replace a file."""

    def ftp_STOR(self, file, mode="w"):
        if "w" in mode and not self._restart_position and os.path.lexists(file):
            self.respond("550 File exists, and may not be replaced.")
            return None
        return super().ftp_STOR(file, mode)


class RawNamesMixin:
    """Takes and gives names that are not UTF-8 as they are."""

    unicode_errors = "surrogateescape"

    def push(self, text):
        self.push_raw(text.encode("utf-8", "surrogateescape"))

    def push_raw(self, data):
        super(FTPHandler, self).push(data)


class ImplicitMixin:
    """Greets inside TLS only, and speaks it on data connections without being asked."""

    def handle(self):
        self.secure_connection(self.ssl_context)

    def handle_ssl_established(self):
        self.protect_data()
        super().handle()

    def flush_account(self):
        super().flush_account()
        self.protect_data()

    def protect_data(self):
        self._pbsz = True
        self._prot = True


class CuttingData(TLS_DTPHandler):
    """Ends TLS by closing the socket."""

    def _do_ssl_shutdown(self):
        self._ssl_closing = True
        self.handle_ssl_shutdown()


class LocalListing(AbstractedFS):
    """LIST in the server's zone, and all else in UTC, as many servers have it."""

    def format_list(self, *arguments, **keywords):
        handler, self.cmd_channel = self.cmd_channel, LocalTimes(self.cmd_channel)
        yield from super().format_list(*arguments, **keywords)
        self.cmd_channel = handler


class LocalTimes:
    """A handler, seen by what makes a listing."""

    use_gmt_times = False

    def __init__(self, handler):
        self.handler = handler

    def __getattr__(self, name):
        return getattr(self.handler, name)


def tls_context(arguments):
    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    context.use_certificate_chain_file(arguments.certificate)
    context.use_privatekey_file(arguments.key)
    context.set_session_id(b"pyftpdlib")
    if arguments.no_reuse:
        context.set_session_cache_mode(SSL.SESS_CACHE_OFF)
        context.set_options(SSL.OP_NO_TICKET)
    if arguments.tls_version:
        context.set_min_proto_version(TLS_VERSIONS[arguments.tls_version])
        context.set_max_proto_version(TLS_VERSIONS[arguments.tls_version])
    return context


def make_handler(arguments):
    base = FTPHandler if arguments.tls == "none" else TLS_FTPHandler
    mixins = []
    if arguments.tls == "implicit":
        mixins.append(ImplicitMixin)
    if arguments.refuse_overwrite:
        mixins.append(KeepingMixin)
    if arguments.raw_names:
        mixins.append(RawNamesMixin)
    handler = type("Handler", tuple(mixins) + (base,), {})
    low, high = (int(port) for port in arguments.passive.split("-"))
    handler.passive_ports = range(low, high + 1)
    handler.authorizer = make_authorizer(arguments)
    handler.auth_failed_timeout = 0.1
    handler.permit_foreign_addresses = False
    if arguments.tls != "none":
        handler.ssl_context = tls_context(arguments)
        handler.tls_control_required = arguments.tls_required
        handler.tls_data_required = arguments.tls_required
    if arguments.cut:
        handler.dtp_handler = CuttingData
    handler.use_gmt_times = not arguments.local_times
    if arguments.list_local:
        handler.abstracted_fs = LocalListing
    without = arguments.without.split(",")
    handler.proto_cmds = {
        name: command for name, command in handler.proto_cmds.items() if name not in without
    }
    if arguments.without_mlsd:
        handler.proto_cmds = {
            name: command for name, command in handler.proto_cmds.items()
            if name not in ("MLSD", "MLST")
        }
    return handler


def make_authorizer(arguments):
    with open(arguments.password_file, encoding="utf-8") as file:
        password = file.read()
    authorizer = DummyAuthorizer()
    authorizer.add_user(arguments.user, password, arguments.root, perm=READ)
    authorizer.override_perm(
        arguments.user, os.path.join(arguments.root, "data"), READ_AND_WRITE, recursive=True)
    return authorizer


def drop_privileges(work_as):
    uid, gid = (int(part) for part in work_as.split(":"))
    if os.geteuid() == 0 and uid != 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)


def leave_folder(arguments):
    """pyftpdlib goes back to the folder in which it began, which the user that it works as may not enter."""
    for name in ("root", "password_file", "certificate", "key"):
        path = getattr(arguments, name)
        setattr(arguments, name, path and os.path.abspath(path))
    os.chdir("/")


def main():
    arguments = parse_arguments()
    leave_folder(arguments)
    logging.basicConfig(stream=sys.stdout, level=logging.INFO)
    server = FTPServer((arguments.address, arguments.port), make_handler(arguments), backlog=500)
    server.max_cons = 1000
    os.umask(0o022)
    if arguments.work_as:
        drop_privileges(arguments.work_as)
    server.serve_forever()


if __name__ == "__main__":
    main()
