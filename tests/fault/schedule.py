# SPDX-License-Identifier: Apache-2.0
"""Faults as text, KIND@POINT, so that any of them can be repeated: cut@control0.down.12, half@data1.up.b51200,
reset@data0.up.fin, dead@data0.open.

A point is a place in the traffic: a connection (control or data, numbered from 0 as they come), a direction (up to the
server, down to the client), and there a unit by its number (a command, a reply, a record of TLS), a byte by its offset
(b and a number) or the end (fin); or the opening of the connection."""
import random
import re

KINDS = {
    "cut": "ends both sides in order (FIN) in the place of what comes there",
    "reset": "ends both sides by RST",
    "stall": "nothing passes any more, both sides stay open",
    "half": "passes half of what comes there, then cuts",
    "shut": "ends this direction alone (FIN), the other goes on",
    "dead": "resets all connections, and none is let in afterwards",
    "late": "holds what comes there until the client has given up, then passes it",
    "slow": "holds what comes there for a moment that is within all bounds",
}
# What all runs have; the others are drawn less often, as they wait.
DIRECTIONS = ("up", "down")
POINT = re.compile(r"(control|data)(\d+)\.(?:(open)|(up|down)\.(fin|b?\d+))$")


class Fault:
    def __init__(self, kind, role, ordinal, direction, place):
        """`place`: "open", "fin", a number of a unit, or ("byte", offset)."""
        self.kind, self.role, self.ordinal, self.direction, self.place = kind, role, ordinal, direction, place

    @classmethod
    def parse(cls, text):
        kind, _, point = text.partition("@")
        match = POINT.match(point)
        if not match or (kind not in KINDS and kind != "kill"):
            raise ValueError(f"{text}: not KIND@POINT, as in cut@control0.down.12")
        role, ordinal, opening, direction, place = match.groups()
        if opening:
            return cls(kind, role, int(ordinal), None, "open")
        if place.startswith("b"):
            place = ("byte", int(place[1:]))
        elif place != "fin":
            place = int(place)
        return cls(kind, role, int(ordinal), direction, place)

    def point(self):
        name = f"{self.role}{self.ordinal}"
        if self.place == "open":
            return f"{name}.open"
        place = f"b{self.place[1]}" if isinstance(self.place, tuple) else self.place
        return f"{name}.{self.direction}.{place}"

    def __str__(self):
        return f"{self.kind}@{self.point()}"


class Point:
    """A place where faults are tried. `login`: before the first data connection, so much the same in every action."""

    def __init__(self, text, label, login):
        self.text, self.label, self.login = text, label, login

    def kinds(self):
        if self.text.endswith(".open"):
            return ("cut", "reset", "stall", "dead")
        if self.text.endswith(".fin"):
            return ("reset", "stall", "dead", "late")
        return tuple(KINDS)


def middle(count, most, source):
    """Numbers below count: all, or the first and last and some between."""
    if count <= most:
        return list(range(count))
    edge = most // 3
    inner = source.sample(range(edge, count - edge), most - 2 * edge)
    return [*range(edge), *sorted(inner), *range(count - edge, count)]


def of_stream(stream, source, secured, most):
    """Points in one direction of a connection, as it was recorded."""
    name, login = stream.name, stream.role == "control" and stream.ordinal == 0
    if not stream.bytes:
        return
    if stream.role == "control" or secured:
        for number in middle(len(stream.units), len(stream.units) if stream.role == "control" else most, source):
            unit = stream.units[number]
            yield Point(f"{name}.{number}", unit.label, login and unit.before_data)
    else:
        for offset in sorted({0, 1, stream.bytes // 2, stream.bytes - 1}):
            yield Point(f"{name}.b{offset}", "data", False)
    offset = source.randrange(stream.bytes)
    yield Point(f"{name}.b{offset}", "byte", login and offset < stream.bytes_before_data)


def points(recorded, seed, secured, most=8):
    """All points of a recorded run."""
    source = random.Random(seed)
    for connection in recorded:
        yield Point(f"{connection.role}{connection.ordinal}.open", "open", connection.ordinal == 0)
        for stream in (connection.up, connection.down):
            yield from of_stream(stream, source, secured, most)
            if stream.ended and connection.role == "data":
                yield Point(f"{stream.name}.fin", "FIN", False)


def cases(recorded, seed, secured, sample=None, kinds=None):
    """Faults for one cell of the table: all of them, or a sample in which login counts a quarter."""
    wanted = kinds or tuple(KINDS)
    every = list({f"{kind}@{point.text}": point for point in points(recorded, seed, secured)
                  for kind in point.kinds() if kind in wanted}.items())
    if sample is None or len(every) <= sample:
        return every, len(every)
    source = random.Random(f"{seed} sample")
    weighted = sorted(every, key=lambda case: source.random() ** (4.0 if case[1].login else 1.0), reverse=True)
    chosen = {text for text, _ in weighted[:sample]}
    return [case for case in every if case[0] in chosen], len(every)
