# SPDX-License-Identifier: Apache-2.0
"""The files on both sides: made before a run, looked at after it."""
import json
import os
import queue
import shutil
import subprocess
import threading

import verdict
from rules import Wire

FILTER = 'fileName != "bystander.txt"'
READ_TIMEOUT_MS = 1000
CONNECTION_TIMEOUT_MS = 2000
RUN_SECONDS = 60

# vsftpd locks a file that it is about to write, and waits so long for a data connection that never comes.
EXTRA = {"vsftpd": "accept_timeout=2\ndata_connection_timeout=4"}


def tree(folder):
    """All files below, by their path, with their bytes; folders end in a slash and have none."""
    found = {}
    for place, folders, names in os.walk(folder):
        below = os.path.relpath(place, folder)
        prefix = "" if below == "." else below + "/"
        for name in folders:
            found[prefix + name + "/"] = b""
        for name in names:
            try:
                with open(os.path.join(place, name), "rb") as file:
                    found[prefix + name] = file.read()
            except FileNotFoundError:
                pass
    return found


class Outcome:
    """What a run said: its lines of JSON, and its exit status (None: it did not end in time)."""

    def __init__(self, status, output, errors):
        self.status, self.errors = status, errors
        self.lines, self.garbled = [], False
        for line in output.splitlines():
            try:
                self.lines.append(json.loads(line))
            except ValueError:
                self.garbled = True

    def results(self):
        return [line for line in self.lines if "result" in line]

    def documents(self):
        return [line for line in self.lines if line.get("document") is not None]


class Place:
    """One worker's folders: on the server, on this side, and the settings of the client."""

    def __init__(self, build, server, proxy, number, scratch):
        self.build, self.server, self.proxy, self.number = build, server, proxy, number
        self.turn, self.there, self.folder, self.extra = 0, None, None, {}
        self.scratch = os.path.join(scratch, f"w{number}")
        self.local, self.out = os.path.join(self.scratch, "local"), os.path.join(self.scratch, "out")
        self.state, self.trust = os.path.join(self.scratch, "state"), os.path.join(self.scratch, "trust")
        self.connection = os.path.join(self.scratch, "connection.json")
        self.environment = {name: os.environ[name] for name in ("PATH", "LANG", "ASAN_OPTIONS") if name in os.environ}
        self.environment.update(HAWSER_CONNECTOR_PATH=os.path.join(build, ".libs"), HAWSER_TRUST_DIR=self.trust,
                                HAWSER_STATE_DIR=self.state, FAULT_PASSWORD=server.password)
        os.makedirs(self.trust)
        if server.mode != "none":
            shutil.copy(server.ca, self.trust)

    def configure(self, extra=None):
        """Settings of the connection, for all that is prepared from now on."""
        self.extra = extra or {}

    def _enter(self):
        """A folder that no run before knew: a command of theirs may still be on its way to the server. All names are as long
        as each other, since what is broken is counted in bytes."""
        if self.there:
            shutil.rmtree(self.there, ignore_errors=True)
        self.turn += 1
        self.there, self.folder = self.server.folder(f"w{self.number:02}-{self.turn:06}")
        with open(self.connection, "w", encoding="utf-8") as file:
            json.dump({"host": self.proxy.host, "port": self.proxy.port, "connectionMode": "passive",
                       "sslMode": "none" if self.server.mode == "none" else "explicit", "serverName": "localhost",
                       "userName": self.server.user, "password": {"$secret": "env:FAULT_PASSWORD"},
                       "remoteDirectory": self.folder, "readTimeout": READ_TIMEOUT_MS,
                       "connectionTimeout": CONNECTION_TIMEOUT_MS, "maxRetries": 2, **self.extra}, file)

    def _write(self, path, content, theirs):
        with open(path, "wb") as file:
            file.write(content)
        if theirs:
            self.server.own(path)

    def prepare(self, scenario):
        self._enter()
        for folder in (self.local, self.out, self.state):
            shutil.rmtree(folder, ignore_errors=True)
            os.makedirs(folder)
        for name in scenario.folders:
            os.mkdir(os.path.join(self.there, name))
            self.server.own(os.path.join(self.there, name))
        for path, content in scenario.remote.items():
            self._write(os.path.join(self.there, path), content, True)
        for path, content in scenario.local.items():
            self._write(os.path.join(self.local, path), content, False)

    def command(self, scenario, inputs=None, options=()):
        words = [os.path.join(self.build, "hawser"), "run", "ftp", scenario.action, "-c", self.connection, "--json",
                 *options]
        for setting in scenario.settings:
            words += ["--set", setting.format(folder=self.folder)]
        if scenario.action in ("get", "query"):
            words += ["--out", self.out]
        if scenario.action == "query":
            words += ["--filter", FILTER]
        inputs = scenario.inputs if inputs is None else inputs
        if scenario.action == "create":
            return words + [os.path.join(self.local, name) for name in inputs]
        return words + list(inputs)

    def start(self, command):
        return subprocess.Popen(command, env=self.environment, cwd=self.scratch, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace")

    @staticmethod
    def finish(process, seconds=RUN_SECONDS):
        try:
            output, errors = process.communicate(timeout=seconds)
            return Outcome(process.returncode, output, errors)
        except subprocess.TimeoutExpired:
            process.kill()
            output, errors = process.communicate()
            return Outcome(None, output, errors)

    def run(self, scenario):
        return self.finish(self.start(self.command(scenario)))

    def findings(self, scenario, outcome):
        wire = Wire(self.server.mode != "none", self.proxy.cut_lines())
        return verdict.findings(scenario, outcome, self.trees(), wire)

    def trees(self):
        return tree(self.there), tree(self.local), tree(self.out)


def in_parallel(places, tasks, work):
    """work(place, task) for each task, each place with one at a time; what they returned, by task."""
    waiting, done, failures = queue.Queue(), {}, []
    for task in tasks:
        waiting.put(task)

    def serve(place):
        try:
            while not failures:
                task = waiting.get_nowait()
                done[task] = work(place, task)
        except queue.Empty:
            return
        except Exception as failure:  # told to whoever waits for all
            failures.append(failure)
    threads = [threading.Thread(target=serve, args=(place,)) for place in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return done


def setting(text):
    """FIELD=JSON"""
    name, _, value = text.partition("=")
    return name, json.loads(value)
