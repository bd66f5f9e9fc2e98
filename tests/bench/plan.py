# SPDX-License-Identifier: Apache-2.0
"""Which cases are measured on which server: those that show the goals within a quarter of an hour, or all of them."""
from cases import Case
from clients import Curl, Hawser, Lftp, Rclone, Synced

PLAIN, TLS_1_2, TLS_1_3 = "none", "1.2", "1.3"
LARGE = 512 << 20
LARGE_ROUNDS = 5 # what fresh pages of memory cost differs by a factor of two from one round to the next


class Numbers:
    """How much of everything."""

    def __init__(self, large, small, many, entries, far, trips):
        self.large, self.small, self.many, self.entries, self.far, self.trips = large, small, many, entries, far, trips


QUICK = Numbers(32 << 20, 20, 40, (1000,), 10, 12)
USUAL = Numbers(LARGE, 1000, 10000, (100000, 1000000), 50, 200)
FULL = Numbers(LARGE, 1000, 10000, (100000, 1000000), 200, 200)

# Servers and modes of the usual run, in the order in which they are measured, and what there: all that a goal is set for,
# once what most are set for, or what no goal is set for. The last is what is left out where time is short.
ALL_GOALS, ONCE, NO_GOAL = "all goals", "once", "no goal"
USUAL_PLACES = (("vsftpd", PLAIN, ALL_GOALS), ("proftpd", PLAIN, ONCE), ("pureftpd", PLAIN, ONCE), ("pureftpd", TLS_1_3, ONCE),
                ("proftpd", TLS_1_2, ONCE), ("vsftpd", TLS_1_3, ALL_GOALS), ("vsftpd", TLS_1_2, ALL_GOALS),
                ("vsftpd", PLAIN, NO_GOAL))


def ours_alone(build, kind):
    one = {"parallelism": 1}
    ours = [Hawser(build, "hawser 1", connection=one)]
    if kind == "down":
        ours.append(Hawser(build, "hawser 1 get", connection=one, by_name=True))
    if kind == "up":
        ours.append(Hawser(build, "hawser 1 directUpload", ("directUpload=true",), one))
    return ours


def alone(build, kind):
    """One session each."""
    return ours_alone(build, kind) + [Curl(), Lftp("lftp 1 sync-mode off", 1, True)]


def peers(direction):
    return [Curl("curl -Z 4", 4), Lftp("lftp -P4", 4), Lftp("lftp -P4 sync-mode off", 4, True), Rclone()]


class Plan:
    def __init__(self, build, numbers):
        self.build, self.numbers = build, numbers

    def large(self):
        clients = [Hawser(self.build), Curl(), Lftp()]
        return [Case(f"large {kind}", kind, 1, self.numbers.large, clients, goal="large", rounds=LARGE_ROUNDS)
                for kind in ("down", "up")]

    def small(self, kind, size=1024, count=None, rounds=None):
        count = count or self.numbers.small
        return Case(f"{count} x {size // 1024} KiB {kind}", kind, count, size, [Hawser(self.build)] + peers(kind),
                    goal="small", rounds=rounds)

    def durable(self):
        clients = [Hawser(self.build, "hawser --durable", options=("--durable",))]
        clients += [Synced(peer) for peer in (Curl("curl -Z 4", 4), Lftp("lftp -P4", 4))]
        return Case(f"{self.numbers.small} x 1 KiB down, synced", "down", self.numbers.small, 1024, clients, goal="durable",
                    on_disk=True)

    def far(self, kind, milliseconds):
        return Case(f"{self.numbers.far} x 1 KiB {kind}, {milliseconds} ms, 1 session", kind, self.numbers.far, 1024,
                    alone(self.build, kind), milliseconds, goal="far", rounds=1)

    def trips(self, kind, milliseconds):
        """Round trips a file, of so many that those of the login are few; with peers it would take many minutes."""
        return Case(f"{self.numbers.trips} x 1 KiB {kind}, {milliseconds} ms, 1 session", kind, self.numbers.trips, 1024,
                    ours_alone(self.build, kind), milliseconds, goal="trips", rounds=1)

    def far_sessions(self, kind, milliseconds):
        clients = [Hawser(self.build)] + peers(kind)
        return Case(f"{self.numbers.far} x 1 KiB {kind}, {milliseconds} ms", kind, self.numbers.far, 1024, clients,
                    milliseconds, goal="far sessions", rounds=1)

    def lists(self):
        return [Case(f"list {count}", "list", count, 0, [Hawser(self.build), Curl()], goal="list",
                     rounds=1 if count > 100000 else None) for count in self.numbers.entries]

    def start(self):
        return Case("start and end", "list", 0, 0, [Hawser(self.build), Curl(), Lftp()], goal="start", rounds=5)

    def scaling(self):
        return [Case(f"{self.numbers.small} x 1 KiB down, {sessions} sessions", "down", self.numbers.small, 1024,
                     [Hawser(self.build, f"hawser {sessions}", connection={"parallelism": sessions}),
                      Lftp(f"lftp -P{sessions}", sessions)], rounds=1) for sessions in (1, 2, 4, 8, 16)]

    def growth(self):
        """Three sizes of each, to see that cost is linear and memory is not."""
        made = [Case(f"growth: {count} files", "down", count, 1024, [Hawser(self.build)], rounds=1)
                for count in (self.numbers.small, 3 * self.numbers.small, self.numbers.many)]
        return made + [Case(f"growth: {entries} entries", "list", entries, 0, [Hawser(self.build)], rounds=1)
                       for entries in (self.numbers.small, self.numbers.entries[0] // 3)]

    def all_goals(self, mode):
        """What peers take minutes for, which is all that is small over TLS 1.3, is measured once or without them."""
        if mode == TLS_1_3:
            return [self.small("down", rounds=1), self.small("up", rounds=1), self.trips("down", 40), self.trips("up", 40)]
        made = [self.small("down"), self.small("up"), self.far("down", 40), self.far("up", 40)]
        if mode == TLS_1_2:
            return made
        made += [self.trips("down", 40), self.trips("up", 40)]
        return [*self.large(), *made, self.start(), self.durable(), self.far_sessions("down", 40), self.far_sessions("up", 40),
                self.small("down", count=self.numbers.many, rounds=1), *self.lists()]

    def once(self, mode):
        """Some of the peers take two minutes for what is small over TLS 1.3: they are met there on one server alone."""
        made = self.large()
        if mode != TLS_1_3:
            made += [self.small("down"), self.small("up", rounds=1), self.far("down", 40)]
        return [*made, self.start()] if mode == PLAIN else made

    def usual(self, mode, what):
        if what == NO_GOAL:
            return [*self.scaling(), *self.growth()]
        return self.all_goals(mode) if what == ALL_GOALS else self.once(mode)

    def all(self):
        made = [*self.large(), self.start(), self.durable()]
        for kind in ("down", "up"):
            made += [self.small(kind), self.small(kind, size=10240), self.small(kind, count=self.numbers.many)]
            made += [self.far(kind, milliseconds) for milliseconds in (0, 10, 40)]
            made += [self.trips(kind, 40), *(self.far_sessions(kind, milliseconds) for milliseconds in (0, 10, 40))]
        return [*made, *self.lists(), *self.scaling(), *self.growth()]
