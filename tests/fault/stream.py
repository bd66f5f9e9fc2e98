# SPDX-License-Identifier: Apache-2.0
"""What passed in one direction of a connection, counted in units: commands and replies where they can be read, else
records of TLS by their headers."""
import re

RECORD_TYPES = range(20, 24)
RECORD_HEAD = 5
HANDSHAKE = 22
LAST_OF_REPLY = re.compile(rb"\d\d\d ")


class Unit:
    def __init__(self, label, before_data):
        self.label, self.before_data = label, before_data


class Stream:
    def __init__(self, role, ordinal, direction):
        self.role, self.ordinal, self.direction = role, ordinal, direction
        self.name = f"{role}{ordinal}.{direction}"
        self.bytes = self.bytes_before_data = 0
        self.units = []
        self.ended = self.data_seen = self.plain = False
        self.left = None  # of the present unit: bytes of a record; of a text its beginning so far
        self.head = b""

    def mark_data(self):
        if not self.data_seen:
            self.data_seen = True
            self.bytes_before_data = self.bytes

    def _begin(self, label):
        self.units.append(Unit(label, not self.data_seen))

    def feed(self, data, place=None, half=False):
        """Counts the data. Where the place is in it, the offset in it where the fault comes, else None; what is behind
        that is not counted yet."""
        if self.role == "data" and not self.bytes:
            self.plain = data[0] != HANDSHAKE
        if isinstance(place, tuple) or self.plain:
            return self._feed_to_byte(data, place[1] if isinstance(place, tuple) else -1)
        at = 0
        while at < len(data):
            fresh = self.left is None
            if fresh and place == len(self.units):
                return at + (self._measure(data[at:]) // 2 if half else 0)
            at += self._step(data[at:], fresh)
        self.bytes += len(data)
        return None

    def _feed_to_byte(self, data, offset):
        if self.bytes <= offset < self.bytes + len(data):
            return offset - self.bytes
        self.bytes += len(data)
        return None

    def skip(self, data):
        self.bytes += len(data)

    def _is_record(self, data):
        return data[0] in RECORD_TYPES or self.role == "data"

    def _measure(self, data):
        """How long the unit is that begins here, as far as it has come."""
        if self.role == "control" and not self._is_record(data):
            return max(2, (data.find(b"\n") + 1) or len(data))
        if len(data) < RECORD_HEAD:
            return len(data)
        return min(len(data), RECORD_HEAD + int.from_bytes(data[3:5], "big"))

    def _step(self, data, fresh):
        """Goes on to the end of a unit, or of the data; how far."""
        if fresh:
            self.head = b""
            if self._is_record(data):
                self.left = 0
                self._begin({20: "CCS", 21: "alert", 22: "handshake", 23: "record"}.get(data[0], "data"))
            else:
                self.left = b""
                self._begin("")
        return self._step_text(data) if isinstance(self.left, bytes) else self._step_record(data)

    def _step_record(self, data):
        used = 0
        if len(self.head) < RECORD_HEAD:
            used = min(RECORD_HEAD - len(self.head), len(data))
            self.head += data[:used]
            if len(self.head) < RECORD_HEAD:
                return used
            self.left = int.from_bytes(self.head[3:5], "big")
        piece = min(self.left, len(data) - used)
        self.left -= piece
        if not self.left:
            self.left = None
        return used + piece

    def _step_text(self, data):
        end = data.find(b"\n") + 1
        self.left += data[:end or len(data)]
        if not end:
            return len(data)
        line, self.left = self.left, b""
        if not self.units[-1].label:
            self.units[-1].label = line.split(b" ")[0].strip().decode(errors="replace")[:8]
        if self.direction == "up" or LAST_OF_REPLY.match(line):
            self.left = None
        return end
