# SPDX-License-Identifier: Apache-2.0
"""tls_gate.py PORT hold|break LOG: a forwarder to the control connection of a real server on 127.0.0.1, which does one
thing to the server's end of a TLS 1.2 handshake: holds it back until the client sends application data or two seconds
are over, and with "break" changes a bit of it. It prints its own port, takes one connection, and writes to LOG what it saw:
"early" or "waited", then how many records of application data the client sent."""
import selectors
import socket
import sys

CHANGE_CIPHER_SPEC, HANDSHAKE, DATA = 20, 22, 23
HOLD_SECONDS = 2


class Records:
    """What passes in one direction, cut into lines before TLS and into records after it began."""

    def __init__(self):
        self.rest = b""

    def cut(self, new, secured):
        self.rest += new
        pieces = []
        while self.rest:
            if not secured:
                end = self.rest.find(b"\n") + 1
            else:
                end = 5 + int.from_bytes(self.rest[3:5], "big") if len(self.rest) >= 5 else 0
            if end == 0 or end > len(self.rest):
                break
            pieces.append(self.rest[:end])
            self.rest = self.rest[end:]
            secured = secured or pieces[-1].upper() == b"AUTH TLS\r\n" or pieces[-1].startswith(b"234")
        return pieces


class Gate:
    def __init__(self, client, server, way):
        self.client, self.server, self.way = client, server, way
        self.up, self.down = Records(), Records()
        self.asked = self.agreed = self.switched = False
        self.held, self.told, self.sent = [], None, 0

    def from_client(self, new):
        for piece in self.up.cut(new, self.asked):
            if self.asked and piece[0] == DATA:
                self.sent += 1
                self.release("early")
            self.asked = self.asked or piece.upper() == b"AUTH TLS\r\n"
            self.server.sendall(piece)

    def from_server(self, new):
        for piece in self.down.cut(new, self.agreed):
            if not self.agreed:
                self.agreed = piece.startswith(b"234")
                self.client.sendall(piece)
                continue
            ends = self.switched and piece[0] == HANDSHAKE
            self.switched = self.switched or piece[0] == CHANGE_CIPHER_SPEC
            if ends and self.way == "break":
                piece = piece[:-1] + bytes([piece[-1] ^ 1])
            if ends and self.told is None or self.held:
                self.held.append(piece)
            else:
                self.client.sendall(piece)

    def release(self, told):
        if not self.held and self.told is None and told == "early":
            self.told = told  # before the server's end came by at all
        if self.held:
            self.told = self.told or told
            self.client.sendall(b"".join(self.held))
            self.held = []


def forward(gate):
    ways = selectors.DefaultSelector()
    ways.register(gate.client, selectors.EVENT_READ, gate.from_client)
    ways.register(gate.server, selectors.EVENT_READ, gate.from_server)
    while True:
        ready = ways.select(HOLD_SECONDS if gate.held else 30)
        if not ready and not gate.held:
            return
        if not ready:
            gate.release("waited")
        for key, _ in ready:
            new = key.fileobj.recv(65536)
            if not new:
                return
            key.data(new)


def main():
    port, way, log = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(listener.getsockname()[1], flush=True)
        listener.settimeout(60)
        client, _ = listener.accept()
    server = socket.create_connection(("127.0.0.1", port))
    for end in (client, server):
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    gate = Gate(client, server, way)
    try:
        forward(gate)
    except OSError:
        pass
    with open(log, "w", encoding="utf-8") as out:
        out.write(f"{gate.told}\n{gate.sent}\n")


main()
