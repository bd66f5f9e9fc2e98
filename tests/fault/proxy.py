# SPDX-License-Identifier: Apache-2.0
"""A forwarder between a client and a server on loopback that does one thing wrong, where it is told to. It listens at
another loopback address on the server's control port and all its passive ports, so that it needs to change nothing of
what passes, which may be TLS. One thread works for all its connections."""
import collections
import resource
import selectors
import socket
import struct
import threading
import time

from stream import Stream

CHUNK = 65536
HELD_MOST = 1 << 20
LINE_MOST = 4096
SLOW_SECONDS = 0.4
TEARDOWN_SECONDS = 0.6


def affordable(workers):
    """As many of the workers as there are descriptors for: each proxy listens on 255 ports."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = workers * 300 + 200
    if soft < wanted and (hard == resource.RLIM_INFINITY or hard > soft):
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(1, min(workers, (soft - 200) // 300))


def reset(sock):
    """RST in the place of FIN."""
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    except OSError:
        pass
    sock.close()


def shut(sock):
    try:
        sock.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def stream_of_lines(stream):
    return stream.role == "control" and stream.direction == "up"


class Flow:
    """One direction: what is read from `source` goes to `sink`."""

    def __init__(self, connection, direction, source, sink):
        self.connection, self.source, self.sink = connection, source, sink
        self.stream = Stream(connection.role, connection.ordinal, direction)
        self.out = bytearray()
        self.line = b""  # of a control connection, what the other side has of a line whose end it has not
        self.held = b""  # behind a fault that holds, with what comes after it
        self.paused = self.dropping = self.source_ended = self.sink_ended = False

    def wants_read(self):
        return not (self.source_ended or self.paused or len(self.out) > HELD_MOST)

    def wants_write(self):
        return bool(self.out)


class Connection:
    def __init__(self, role, ordinal, client, server):
        self.role, self.ordinal, self.client, self.server = role, ordinal, client, server
        self.flows = {}
        self.stalled = self.closed = False
        if server:
            self.flows = {"up": Flow(self, "up", client, server), "down": Flow(self, "down", server, client)}

    @property
    def up(self):
        return self.flows["up"].stream if self.flows else Stream(self.role, self.ordinal, "up")

    @property
    def down(self):
        return self.flows["down"].stream if self.flows else Stream(self.role, self.ordinal, "down")

    def sockets(self):
        return [sock for sock in (self.client, self.server) if sock]


class Proxy:
    def __init__(self, server, host, late_seconds):
        self.server, self.host, self.port, self.late_seconds = server, host, server.port, late_seconds
        self.selector = selectors.DefaultSelector()
        self.wake, self.woken = socket.socketpair()
        self.selector.register(self.woken, selectors.EVENT_READ, None)
        self.requests = collections.deque()
        self.on_fault = None
        self._fresh(None)
        low, high = server.passive
        self.listeners = []
        for port in (server.port, *range(low, high + 1)):
            listener = socket.create_server((host, port), backlog=64)
            listener.setblocking(False)
            self.listeners.append(listener)
            self.selector.register(listener, selectors.EVENT_READ, port)
        self.running = True
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()

    def _fresh(self, fault):
        self.fault, self.fired, self.dead = fault, False, False
        self.connections, self.timers = [], []
        self.control_count = self.data_count = 0

    # --- For the thread of the case -----------------------------------------------------------------------------------

    def _ask(self, request):
        done = threading.Event()
        self.requests.append((request, done))
        self.wake.send(b"x")
        done.wait()

    def begin(self, fault=None, on_fault=None):
        """The next connections are those of a new run, with this one fault in it."""
        def fresh():
            self.on_fault = on_fault
            self._fresh(fault)
        self._ask(fresh)

    def end(self):
        """Ends all that is left. The server's sessions have read what was passed to them when this returns."""
        self._ask(self._teardown)
        return self.connections, self.fired

    def cut_lines(self):
        """Of commands in clear, those that the server has a part of."""
        return [flow.line.decode(errors="replace") for connection in self.connections
                for flow in connection.flows.values() if flow.line]

    def stop(self):
        def last():
            self._teardown()
            self.running = False
        self._ask(last)
        self.thread.join()

    # --- The loop -----------------------------------------------------------------------------------------------------

    def _work(self):
        while True:
            while self.requests:
                request, done = self.requests.popleft()
                request()
                done.set()
            if not self.running:
                break
            pause = min([due - time.monotonic() for due, _ in self.timers], default=5.0)
            for key, mask in self.selector.select(max(0.0, pause)):
                self._serve(key, mask)
            now = time.monotonic()
            for timer in [timer for timer in self.timers if timer[0] <= now]:
                self.timers.remove(timer)
                timer[1]()
        for listener in self.listeners:
            listener.close()
        self.selector.close()
        self.wake.close()
        self.woken.close()

    def _serve(self, key, mask):
        if key.fileobj is self.woken:
            self.woken.recv(4096)
        elif isinstance(key.data, int):
            self._accept(key.fileobj, key.data)
        else:
            self._move(key.data, key.fileobj, mask)

    def _accept(self, listener, port):
        try:
            client, _ = listener.accept()
        except OSError:
            return
        role = "control" if port == self.port else "data"
        ordinal = self.control_count if role == "control" else self.data_count
        if role == "control":
            self.control_count += 1
        else:
            self.data_count += 1
        if self.dead:
            reset(client)
            return
        if self._is_here(role, ordinal, None, "open"):
            self._refuse(role, ordinal, client)
            return
        try:
            server = socket.create_connection((self.server.host, port), timeout=5)
        except OSError:
            reset(client)
            return
        for sock in (client, server):
            sock.setblocking(False)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = Connection(role, ordinal, client, server)
        if role == "data":
            for other in self.connections:
                other.up.mark_data()
                other.down.mark_data()
        self.connections.append(connection)
        self._watch(connection)

    def _refuse(self, role, ordinal, client):
        self._note_fired()
        connection = Connection(role, ordinal, client, None)
        self.connections.append(connection)
        if self.fault.kind == "stall":
            connection.stalled = True
            return
        connection.closed = True
        if self.fault.kind == "dead":
            self._die()
        client.close() if self.fault.kind == "cut" else reset(client)

    def _watch(self, connection):
        """Tells the selector what each side waits for."""
        masks = {sock: 0 for sock in connection.sockets()}
        for flow in connection.flows.values():
            if flow.wants_read():
                masks[flow.source] |= selectors.EVENT_READ
            if flow.wants_write():
                masks[flow.sink] |= selectors.EVENT_WRITE
        for sock, mask in masks.items():
            known = sock.fileno() >= 0 and self.selector.get_map().get(sock)
            if connection.stalled or connection.closed or sock.fileno() < 0:
                mask = 0
            if known and not mask:
                self.selector.unregister(sock)
            elif known and known.events != mask:
                self.selector.modify(sock, mask, connection)
            elif not known and mask:
                self.selector.register(sock, mask, connection)

    def _move(self, connection, sock, mask):
        for flow in connection.flows.values():
            if connection.closed:
                break
            if mask & selectors.EVENT_WRITE and flow.sink is sock:
                self._write(flow)
            if mask & selectors.EVENT_READ and flow.source is sock and flow.wants_read():
                self._read(flow)
        self._settle(connection)

    def _settle(self, connection):
        if connection.closed or connection.stalled:
            return
        if all(flow.source_ended and not flow.out and not flow.held for flow in connection.flows.values()):
            self._close(connection, False)
            return
        self._watch(connection)

    def _close(self, connection, by_reset):
        if connection.closed:
            return
        connection.closed = True
        for sock in connection.sockets():
            if sock.fileno() >= 0 and sock in self.selector.get_map():
                self.selector.unregister(sock)
            reset(sock) if by_reset else sock.close()

    # --- Bytes --------------------------------------------------------------------------------------------------------

    def _read(self, flow):
        try:
            data = flow.source.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            self._close(flow.connection, True)
            return
        if not data:
            flow.source_ended = True
            self._end_of(flow)
        elif not flow.dropping:
            self._pass(flow, data)

    def _end_of(self, flow):
        stream = flow.stream
        if not flow.dropping and self._is_here(stream.role, stream.ordinal, stream.direction, "fin"):
            self._strike(flow, b"")
            return
        stream.ended = True
        self._write(flow)

    def _pass(self, flow, data):
        stream = flow.stream
        place = self.fault.place if self._is_in(stream) else None
        at = stream.feed(data, place, bool(self.fault) and self.fault.kind == "half")
        if at is None:
            self._let_through(flow, data)
            return
        self._let_through(flow, data[:at])
        if not flow.connection.closed:
            self._strike(flow, data[at:])

    def _let_through(self, flow, data):
        if stream_of_lines(flow.stream):
            flow.line = (flow.line + data).rpartition(b"\n")[2][-LINE_MOST:]
        flow.out += data
        self._write(flow)

    def _write(self, flow):
        try:
            while flow.out:
                del flow.out[:flow.sink.send(flow.out)]
        except BlockingIOError:
            return
        except OSError:
            self._close(flow.connection, True)
            return
        if flow.source_ended and not flow.sink_ended and not flow.paused:
            flow.sink_ended = True
            shut(flow.sink)

    # --- The fault ----------------------------------------------------------------------------------------------------

    def _is_in(self, stream):
        fault = self.fault
        return fault and not self.fired and (fault.role, fault.ordinal, fault.direction) == (
            stream.role, stream.ordinal, stream.direction) and fault.place not in ("open", "fin")

    def _is_here(self, role, ordinal, direction, place):
        fault = self.fault
        return fault and not self.fired and (fault.role, fault.ordinal, fault.direction, fault.place) == (
            role, ordinal, direction, place)

    def _note_fired(self):
        self.fired = True
        if self.on_fault:
            self.on_fault()

    def _strike(self, flow, rest):
        self._note_fired()
        connection, kind = flow.connection, self.fault.kind
        if kind in ("cut", "half"):
            for each in connection.flows.values():
                self._end_flow(each)
        elif kind == "shut":
            self._end_flow(flow)
        elif kind == "reset":
            self._close(connection, True)
        elif kind == "stall":
            connection.stalled = True
        elif kind == "dead":
            self._die()
        else:
            self._hold(flow, rest, {"late": self.late_seconds, "slow": SLOW_SECONDS, "kill": 0.0}[kind])
        self._watch(connection)

    def _end_flow(self, flow):
        """What comes from now on is read and dropped, so that no side gets RST for it."""
        flow.dropping = flow.sink_ended = True
        flow.out.clear()
        shut(flow.sink)

    def _hold(self, flow, rest, seconds):
        flow.paused, flow.held = True, rest

        def go_on():
            if flow.connection.closed:
                return
            flow.paused = False
            flow.out += flow.held
            flow.stream.skip(flow.held)
            flow.held = b""
            self._write(flow)
            self._settle(flow.connection)
        if seconds:
            self.timers.append((time.monotonic() + seconds, go_on))
        else:
            go_on()

    def _die(self):
        self.dead = True
        for connection in self.connections:
            self._close(connection, True)

    # --- The end ------------------------------------------------------------------------------------------------------

    def _teardown(self):
        self.timers.clear()
        waited = []
        for connection in self.connections:
            if connection.closed:
                continue
            if connection.role == "data" or not connection.server:
                self._close(connection, True)
                continue
            for sock in connection.sockets():
                if sock in self.selector.get_map():
                    self.selector.unregister(sock)
            connection.closed = True
            reset(connection.client)
            shut(connection.server)
            waited.append(connection.server)
        until = time.monotonic() + TEARDOWN_SECONDS
        for sock in waited:
            self._drain(sock, until)

    @staticmethod
    def _drain(sock, until):
        """A server closes its side when it has done what was asked."""
        try:
            while (left := until - time.monotonic()) > 0:
                sock.settimeout(left)
                if not sock.recv(CHUNK):
                    break
        except OSError:
            pass
        reset(sock)
