# SPDX-License-Identifier: Apache-2.0
"""What is tried: actions with their options, the files that are there before, and what each file may have become."""
import random

SIZE = 100_000
BASE = "base-"


def content(name, size=SIZE):
    """Bytes that no two names have in common."""
    return random.Random(f"content of {name}").randbytes(size)


class Scenario:
    """`remote`: files on the server before; `inputs`: local files to send, or ids. `settings` of the operation, where
    {folder} is the server's folder."""

    def __init__(self, name, action, inputs=(), remote=(), folders=(), settings=()):
        self.name, self.action, self.inputs = name, action, inputs
        self.folders, self.settings = folders, settings
        self.remote = {path: content(path) for path in remote}
        self.remote["bystander.txt"] = content("bystander", 300)
        self.local = {path: content("local " + path) for path in inputs} if action == "create" else {}

    def has(self, word):
        return any(word in setting for setting in self.settings)

    @property
    def deletes(self):
        return self.has("deleteAfterReading=true")

    @property
    def moves(self):
        return self.has("moveAfterReading=")

    @property
    def direct(self):
        return self.has("directUpload=true")

    @property
    def exists(self):
        """What Create does with a file that exists."""
        for setting in self.settings:
            if setting.startswith("actionIfFileExists="):
                return setting.partition("=")[2]
        return "error"

    def reads(self):
        """Files on the server that Get and Query are to bring."""
        if self.action == "get":
            return list(self.inputs)
        return [path for path in self.remote if path != "bystander.txt"]


IF_EXISTS = "actionIfFileExists="
DELETE = "deleteAfterReading=true"
MOVE = "moveAfterReading={folder}/moved"
DIRECT = "directUpload=true"

SCENARIOS = (
    Scenario("create", "create", ("a.bin", "b.bin")),
    Scenario("create-staging", "create", ("a.bin",), folders=("staging",),
             settings=("stagingDirectory={folder}/staging",)),
    Scenario("create-overwrite", "create", ("a.bin",), ("a.bin",), settings=(IF_EXISTS + "overwrite",)),
    Scenario("create-exists", "create", ("a.bin",), ("a.bin",)),
    Scenario("create-unique", "create", ("a.bin",), ("a.bin",), settings=(IF_EXISTS + "createUniqueName",)),
    Scenario("create-append", "create", ("a.bin",), ("a.bin",), settings=(IF_EXISTS + "append",)),
    Scenario("create-append-new", "create", ("a.bin",), settings=(IF_EXISTS + "append",)),
    Scenario("create-direct", "create", ("a.bin",), settings=(DIRECT,)),
    Scenario("create-direct-over", "create", ("a.bin",), ("a.bin",), settings=(DIRECT, IF_EXISTS + "overwrite")),
    Scenario("get", "get", ("a.bin",), ("a.bin",)),
    Scenario("get-many", "get", ("a.bin", "b.bin", "c.bin", "d.bin"), ("a.bin", "b.bin", "c.bin", "d.bin")),
    Scenario("get-delete", "get", ("a.bin",), ("a.bin",), settings=(DELETE,)),
    Scenario("get-move", "get", ("a.bin",), ("a.bin",), ("moved",), settings=(MOVE,)),
    Scenario("query", "query", (), ("a.bin", "b.bin", "c.bin")),
    Scenario("query-delete", "query", (), ("a.bin", "b.bin", "c.bin"), settings=(DELETE,)),
    Scenario("query-move", "query", (), ("a.bin", "b.bin", "c.bin"), ("moved",), settings=(MOVE,)),
    Scenario("delete", "delete", ("a.bin", "b.bin"), ("a.bin", "b.bin")),
    Scenario("list", "list", (), ("a.bin", "b.bin", "c.bin")),
)


def named(name):
    return next(scenario for scenario in SCENARIOS if scenario.name == name)
