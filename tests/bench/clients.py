# SPDX-License-Identifier: Apache-2.0
"""The clients that are compared. Each gives a command line for a job, with the flags that serve it best, and nothing
where it can't do the job. The words after a client's name say which flags make it another one."""
import json
import os
import shutil
import subprocess


class Job:
    """What is to be done: `kind` down, up or list, of `names` in the server's `remote`, from or into `local`."""

    def __init__(self, kind, server, host, port, remote, local, names, scratch):
        self.kind, self.server, self.host, self.port = kind, server, host, port
        self.remote, self.local, self.names, self.scratch = remote, local, names, scratch
        self.secured = server.mode != "none"

    def url(self, name=""):
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"ftp://{host}:{self.port}{self.remote}/{name}"

    def file(self, name):
        return os.path.join(self.scratch, name)


def built(build):
    """The program itself and what it needs around it: libtool puts a script in its place, which takes 10 ms."""
    program, libraries = os.path.join(build, ".libs/hawser"), os.path.join(build, "sdk/src/.libs")
    environment = {"HAWSER_CONNECTOR_PATH": os.path.join(build, ".libs")}
    if not os.path.exists(program):
        return os.path.join(build, "hawser"), environment
    return program, {**environment, "LD_LIBRARY_PATH": libraries}


class Hawser:
    def __init__(self, build, name="hawser", operation=(), connection=None, options=(), by_name=False):
        self.program, self.environment = built(build)
        self.by_name = by_name
        self.name, self.operation, self.connection, self.options = name, operation, connection or {}, options

    def command(self, job):
        connection = {"host": job.host, "port": job.port, "connectionMode": "passive", "userName": job.server.user,
                      "password": {"$secret": "env:BENCH_PASSWORD"}, "remoteDirectory": job.remote,
                      "sslMode": "explicit" if job.secured else "none", **self.connection}
        path = job.file("connection.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(connection, file)
        trust = job.file("trust")
        os.makedirs(trust, exist_ok=True)
        shutil.copy(job.server.ca, trust) if job.secured else None
        self.environment.update(HAWSER_TRUST_DIR=trust, HAWSER_STATE_DIR=job.file("state"),
                                BENCH_PASSWORD=job.server.password)
        settings = [word for setting in self.operation for word in ("--set", setting)]
        common = ["-c", path, *self.options]
        if job.kind == "list":
            return [self.program, "run", "ftp", "list", *common, "--json"]
        if job.kind == "down" and (self.by_name or len(job.names) == 1):
            return [self.program, "run", "ftp", "get", *common, "--out", job.local, "--overwrite", *job.names]
        if job.kind == "down":
            return [self.program, "run", "ftp", "query", *common, "--out", job.local, "--overwrite"]
        return [self.program, "run", "ftp", "create", *common, "--set", "actionIfFileExists=overwrite", *settings,
                *(os.path.join(job.local, name) for name in job.names)]


class Curl:
    program = "curl"
    environment = {}

    def __init__(self, name="curl", parallel=0):
        self.name, self.parallel = name, parallel

    def command(self, job):
        words = ["curl", "-sS", "--user", f"{job.server.user}:{job.server.password}"]
        if job.secured:
            words += ["--ssl-reqd", "--cacert", job.server.ca]
        if job.kind == "list":
            return words + [job.url()]
        words += ["--ftp-method", "nocwd", "--ignore-content-length"] if len(job.names) > 1 else []
        words += ["-Z", "--parallel-max", str(self.parallel)] if self.parallel else []
        path = job.file("curl.config")
        with open(path, "w", encoding="utf-8") as file:
            for name in job.names:
                local = os.path.join(job.local, name)
                file.write(f'url = "{job.url(name)}"\n')
                file.write(f'{"output" if job.kind == "down" else "upload-file"} = "{local}"\n')
        return words + ["-K", path]


class Lftp:
    program = "lftp"
    environment = {}

    def __init__(self, name="lftp", parallel=1, pipelined=False):
        self.name, self.parallel, self.pipelined = name, parallel, pipelined

    def command(self, job):
        settings = ["net:max-retries 2", "net:timeout 20", "cmd:fail-exit on", "xfer:clobber on", "ftp:use-feat on"]
        if self.pipelined:
            settings.append("ftp:sync-mode off")
        if job.secured:
            settings += ["ftp:ssl-force on", "ftp:ssl-protect-data on", "ftp:ssl-protect-list on",
                         f"ssl:ca-file {job.server.ca}"]
        else:
            settings.append("ftp:ssl-allow off")
        host = f"[{job.host}]" if ":" in job.host else job.host
        script = "".join(f"set {setting};" for setting in settings)
        script += f"open -u {job.server.user},{job.server.password} ftp://{host}:{job.port};"
        if job.kind == "list":
            script += f"ls {job.remote}"
        elif len(job.names) == 1 and job.kind == "down":
            script += f"get {job.remote}/{job.names[0]} -o {job.local}/{job.names[0]}"
        elif len(job.names) == 1:
            script += f"put {job.local}/{job.names[0]} -o {job.remote}/{job.names[0]}"
        elif job.kind == "down":
            script += f"mirror --no-perms --parallel={self.parallel} {job.remote} {job.local}"
        else:
            script += f"mirror -R --no-perms --parallel={self.parallel} {job.local} {job.remote}"
        self.environment = {"HOME": job.scratch, "LFTP_HOME": job.scratch}
        return ["lftp", "--norc", "-c", script]


class Rclone:
    program = "rclone"

    def __init__(self, name="rclone", parallel=4):
        self.name, self.parallel = name, parallel
        self.environment = {}

    def command(self, job):
        obscured = subprocess.run(["rclone", "obscure", job.server.password], check=True, capture_output=True,
                                  text=True).stdout.strip()
        self.environment = {"RCLONE_CONFIG": os.devnull, "RCLONE_FTP_HOST": f"[{job.host}]" if ":" in job.host else job.host, "RCLONE_FTP_PORT": str(job.port),
                            "RCLONE_FTP_USER": job.server.user, "RCLONE_FTP_PASS": obscured}
        if job.secured:
            self.environment.update(RCLONE_FTP_EXPLICIT_TLS="true", RCLONE_FTP_NO_CHECK_CERTIFICATE="true")
        words = ["rclone", "--quiet", "--retries", "1", "--transfers", str(self.parallel)]
        if job.kind == "list":
            return words + ["lsf", f":ftp:{job.remote}"]
        pair = [f":ftp:{job.remote}", job.local]
        return words + ["copy", *(pair if job.kind == "down" else reversed(pair))]


class Synced:
    """A client after which the file system that it wrote to is synced."""

    def __init__(self, client):
        self.client, self.name, self.program = client, client.name + " + sync", client.program
        self.environment = {}

    def command(self, job):
        command = self.client.command(job)
        self.environment = self.client.environment
        return ["sh", "-c", '"$@" && sync -f "$0"', job.local, *command]


def is_there(client):
    return shutil.which(client.program) is not None
