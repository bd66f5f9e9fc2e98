# SPDX-License-Identifier: Apache-2.0
"""Runs commands and keeps what they cost."""
import json
import os
import signal
import statistics
import subprocess


class Cost:
    """One run: seconds of wall and CPU, peak memory in KiB; `reason` says why it does not count."""

    def __init__(self, wall=0.0, cpu=0.0, peak=0, reason=None):
        self.wall, self.cpu, self.peak, self.reason = wall, cpu, peak, reason


def run(timed, argv, scratch, environment, seconds, output=None):
    """Runs argv once, in a process group that ends with it."""
    note = os.path.join(scratch, "cost.json")
    if os.path.exists(note):
        os.unlink(note)
    with open(os.path.join(scratch, "stderr"), "w+b") as errors, open(output or os.devnull, "wb") as out:
        process = subprocess.Popen([timed, note] + argv, stdin=subprocess.DEVNULL, stdout=out, stderr=errors,
                                   env=environment, cwd=scratch, start_new_session=True)
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return Cost(reason=f"not done in {seconds} s")
        errors.seek(0)
        said = errors.read(4000).decode(errors="replace").strip().splitlines()
    try:
        with open(note, encoding="ascii") as file:
            cost = json.load(file)
    except (OSError, ValueError):
        return Cost(reason="could not be started")
    if cost["status"] != 0:
        return Cost(reason=f"status {cost['status']}: {said[-1] if said else 'nothing said'}")
    return Cost(cost["wall"], cost["user"] + cost["system"], cost["peak_kib"])


def spread(values):
    """Median, least and most."""
    return {"median": statistics.median(values), "min": min(values), "max": max(values)}
