# SPDX-License-Identifier: Apache-2.0
"""Real servers on loopback, started by tests/support/serve and ended with it."""
import json
import os
import subprocess

KINDS = ("vsftpd", "proftpd", "pureftpd")
MODES = ("none", "1.2", "1.3")


class Server:
    """One server with a folder of its own; ends when its standard input is closed."""

    def __init__(self, serve, kind, mode, scratch, environment, extra=None):
        self.kind, self.mode = kind, mode
        argv = [serve, kind, "--tls", "none" if mode == "none" else "explicit", "--pki", scratch]
        if mode != "none":
            argv += ["--tls-version", mode]
        if kind == "proftpd":
            argv += ["--extra", "MaxInstances 60\nMaxClients 50"]
        elif extra:
            argv += ["--extra", extra]
        self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{kind} did not start")
        told = json.loads(line)
        self.host, self.port = told["host"], told["port"]
        self.user, self.password = told["user"], told["password"]
        self.directory, self.local = told["directory"], told["local_directory"]
        self.ca = told["ca"]
        self.passive = (told["passive_low"], told["passive_high"])
        owner = os.stat(self.local)
        self.owner = (owner.st_uid, owner.st_gid)

    def own(self, path):
        """Hands a file over to the user that the server works as."""
        if os.geteuid() == 0:
            os.chown(path, *self.owner)

    def folder(self, name):
        """A folder below the one that is served, and the same as the client names it."""
        path = os.path.join(self.local, name)
        os.makedirs(path, exist_ok=True)
        self.own(path)
        return path, f"{self.directory}/{name}"

    def stop(self):
        self.process.stdin.close()
        self.process.wait()
