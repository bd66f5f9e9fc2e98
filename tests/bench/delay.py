# SPDX-License-Identifier: Apache-2.0
"""A forwarder on ::1 that delays what passes: every byte by half a round trip, and a connection by a whole one, as
SYN and SYN-ACK would. It listens on the server's control port and all its passive ports, so that it needs to read
nothing of what passes, which may be TLS. The clients see IPv6, so all of them use EPSV, which names no host."""
import asyncio
import collections
import socket
import statistics
import threading
import time

CHUNK = 256 * 1024
PINGS = 15


class Delay:
    def __init__(self, server, seconds):
        self.server, self.seconds = server, seconds
        self.host, self.port = "::1", server.port
        self.bytes = 0
        self.turns = 0
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.failure = None
        self.listeners = []
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()
        self.ready.wait()
        if self.failure:
            raise self.failure

    def _work(self):
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_until_complete(self._listen())
        except OSError as failure:
            self.failure = failure
            self.ready.set()
            return
        self.ready.set()
        self.loop.run_forever()
        for listener in self.listeners:
            listener.close()
        while left := asyncio.all_tasks(self.loop): # one that is cancelled may have made another
            for task in left:
                task.cancel()
            self.loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self.loop.close()

    async def _listen(self):
        low, high = self.server.passive
        for port in [self.server.port, *range(low, high + 1)]:
            self.listeners.append(await asyncio.start_server(
                lambda r, w, port=port: self._forward(port, r, w), "::1", port, backlog=100))

    async def _forward(self, port, reader, writer):
        await asyncio.sleep(self.seconds)
        try:
            from_server, to_server = await asyncio.open_connection(self.server.host, port)
        except OSError:
            writer.close()
            return
        turn = {"last": None}
        try:
            await asyncio.gather(self._pump(reader, to_server, turn, "up"), self._pump(from_server, writer, turn, "down"),
                                 return_exceptions=True)
        except asyncio.CancelledError: # the end of all; the server's streams would call it an error
            pass
        for each in (to_server, writer):
            each.close()

    async def _pump(self, reader, writer, turn, direction):
        """Two halves, so that a byte's delay does not hold back the next."""
        queue, more = collections.deque(), asyncio.Event()
        late = asyncio.ensure_future(self._late(queue, more, writer))
        try:
            while True:
                data = await reader.read(CHUNK)
                self.bytes += len(data)
                if data and turn["last"] != direction:
                    turn["last"] = direction
                    self.turns += 1
                queue.append((self.loop.time() + self.seconds / 2, data))
                more.set()
                if not data:
                    break
        except OSError:
            queue.append((self.loop.time(), b""))
            more.set()
        await late

    async def _late(self, queue, more, writer):
        try:
            while True:
                while not queue:
                    more.clear()
                    await more.wait()
                due, data = queue.popleft()
                await asyncio.sleep(max(0.0, due - self.loop.time()))
                if not data:
                    if writer.can_write_eof():
                        writer.write_eof()
                    return
                writer.write(data)
                await writer.drain()
        except OSError:
            return

    def round_trip(self):
        """What one takes here, in seconds: timers are late, and the server needs a moment. The median of some NOOPs."""
        taken = []
        with socket.create_connection((self.host, self.port), timeout=10) as control, control.makefile("rb") as replies:
            def reply():
                while replies.readline()[3:4] == b"-":
                    pass
            reply()
            for _ in range(PINGS):
                began = time.monotonic()
                control.sendall(b"NOOP\r\n")
                reply()
                taken.append(time.monotonic() - began)
        return statistics.median(taken)

    def stop(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
