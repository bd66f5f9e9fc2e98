#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""listing.py BUILD ENTRIES... : lists directories of so many entries with hawser, beside curl that only fetches the
same bytes, in turn. The server is this program's own: it sends what was made beforehand, as fast as it is taken."""
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading

from clients import built

ROUNDS = 5


def make(kind, count):
    if kind == "MLSD":
        lines = ("modify=2023%02d%02d%02d%02d59;perm=adfr;size=%d;type=file;unique=FD01U%X;UNIX.mode=0644; report-%07d.csv\r\n"
                 % (i % 12 + 1, i % 28 + 1, i % 24, i % 60, i * 97, i, i) for i in range(count))
    else:
        lines = ("-rw-r--r--    1 1000     1000     %10d Nov %2d %02d:%02d report-%07d.csv\r\n"
                 % (i * 97, i % 28 + 1, i % 24, i % 60, i) for i in range(count))
    return "".join(lines).encode()


def converse(control, listings):
    passive, kind = None, "MLSD"

    def say(text):
        control.sendall(text.encode() + b"\r\n")

    say("220 ready")
    for line in control.makefile("r", encoding="latin-1", newline="\r\n"):
        verb, _, word = line.strip().partition(" ")
        verb = verb.upper()
        if verb == "USER":
            say("331 go on")
        elif verb == "PASS":
            say("230 welcome")
        elif verb == "FEAT":
            mlst = " MLST type*;size*;modify*;perm*;unique*;UNIX.mode*;\r\n" if kind_of["now"] == "MLSD" else ""
            say("211-Features:\r\n EPSV\r\n UTF8\r\n" + mlst + "211 End")
        elif verb == "PWD":
            say('257 "/" is here')
        elif verb in ("CWD", "TYPE", "OPTS", "NOOP"):
            say("200 fine")
        elif verb == "EPSV":
            passive = socket.create_server(("127.0.0.1", 0))
            say("229 Entering Extended Passive Mode (|||%d|)" % passive.getsockname()[1])
        elif verb in ("MLSD", "LIST"):
            data, _ = passive.accept()
            say("150 here it comes")
            try:
                data.sendall(listings[verb])
            finally:
                data.close()
                passive.close()
            say("226 done")
        elif verb == "QUIT":
            say("221 bye")
            break
        else:
            say("502 not known")
    control.close()


def serve(listener, listings):
    while True:
        control, _ = listener.accept()
        control.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=converse, args=(control, listings), daemon=True).start()


def run(timed, cost_file, command, out):
    """Seconds of wall time and of CPU, and MiB at most."""
    with open(out, "wb") as file:
        if subprocess.run([timed, cost_file] + command, stdout=file, stderr=subprocess.DEVNULL, check=False).returncode:
            sys.exit("failed: " + " ".join(command))
    with open(cost_file, encoding="utf-8") as file:
        cost = json.load(file)
    return cost["wall"], cost["user"] + cost["system"], cost["peak_kib"] / 1024


kind_of = {"now": "MLSD"}


def main():
    build, counts = sys.argv[1], [int(word) for word in sys.argv[2:]] or [100000, 1000000]
    program, environment = built(build)
    os.environ.update(environment)
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("MLSD", "LIST"):
            for count in counts:
                measure(build, program, folder, kind, count)


def measure(build, program, folder, kind, count):
    kind_of["now"] = kind
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(listener, {kind: make(kind, count)}), daemon=True).start()
    port = listener.getsockname()[1]
    connection = os.path.join(folder, "connection.json")
    with open(connection, "w", encoding="utf-8") as file:
        json.dump({"host": "127.0.0.1", "port": port, "userName": "u", "remoteDirectory": "/"}, file)
    out = os.path.join(folder, "out")
    hawser = [program, "run", "ftp", "list", "-c", connection]
    rivals = {"curl": ["curl", "-s", "-X", kind, "ftp://u:p@127.0.0.1:%d/" % port],
              "hawser --json": hawser + ["--json"], "hawser": hawser}
    found = {name: [] for name in rivals}
    timed = os.path.join(build, "tests/bench/timed")
    for name, command in rivals.items():
        run(timed, out + ".cost", command, out)
        with open(out, "rb") as file:
            lines = sum(1 for _ in file)
        if lines < count:
            sys.exit("%s: %d lines of %d" % (name, lines, count))
    # To nowhere: a disk that others keep busy would be what is measured.
    for _ in range(ROUNDS):
        for name, command in rivals.items():
            found[name].append(run(timed, out + ".cost", command, os.devnull))
    base = statistics.median(figures[0] for figures in found["curl"])
    for name, figures in found.items():
        wall, cpu, memory = (statistics.median(column) for column in zip(*figures))
        print("%s %8d entries  %-14s %7.3f s %7.3f s CPU %6.1f MiB  %5.2f x curl"
              % (kind, count, name, wall, cpu, memory, wall / base), flush=True)


if __name__ == "__main__":
    main()
