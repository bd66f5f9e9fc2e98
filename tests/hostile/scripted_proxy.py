# SPDX-License-Identifier: Apache-2.0
"""A proxy that misbehaves.

    scripted_proxy.py MODE PORT LOG

Listens on a free port of 127.0.0.1 and prints it. LOG gets the first line of every request to CONNECT, or
"SOCKS host:port". Of what it is to connect to only the port counts: it is on 127.0.0.1. PORT, where it is
not 0, is what the modes that speak of "data" leave alone. The modes:

    http, socks     an honest proxy, which sends the far side's first bytes in one segment with its answer
    bytes           an honest HTTP proxy whose answer comes byte by byte
    garbage         answers with something else
    flood           sends fields of a head without end
    line            sends a line without end
    interim         sends interim answers without end
    silent          accepts and says nothing
    half            sends the first half of an answer, and nothing more
    close           hangs up
    refuse-data     503 for any port but PORT
    silent-data     says nothing for any port but PORT
    flood-data      floods for any port but PORT
    socks-garbage   a reply of an unknown kind
    socks-method    chooses a method that was not offered
    socks-silent    answers the greeting, and nothing more
    socks-half      sends half a reply
"""
import socket
import sys
import threading

MODE, FREE, LOG = sys.argv[1], int(sys.argv[2]), sys.argv[3]


def log(line):
    with open(LOG, "a", encoding="utf-8") as text:
        text.write(line + "\n")


def copy(source, target):
    try:
        while piece := source.recv(65536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def relay(client, answer, port, first):
    """`first`: the control connection's greeting is waited for, so that it comes along with the answer."""
    far = socket.create_connection(("127.0.0.1", port))
    client.sendall(answer + (far.recv(65536) if first else b""))
    thread = threading.Thread(target=copy, args=(far, client), daemon=True)
    thread.start()
    copy(client, far)
    thread.join()


def receive(client, size):
    data = b""
    while len(data) < size:
        piece = client.recv(size - len(data))
        if not piece:
            raise OSError("closed")
        data += piece
    return data


def wait(client):
    while client.recv(65536):
        pass


def pour(client, piece):
    while True:
        client.sendall(piece * 100)


def read_head(client):
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += receive(client, 1)
    line = head.split(b"\r\n")[0].decode()
    log(line)
    return int(line.split()[1].rpartition(":")[2])


def http(client):
    port = read_head(client)
    mode = MODE
    if mode.endswith("-data"):
        mode = "http" if port == FREE else mode[:-5]
    if mode == "http":
        relay(client, b"HTTP/1.1 200 Connection established\r\nVia: me\r\n\r\n", port, port == FREE)
    elif mode == "bytes":
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200 OK\r\n\r":
            client.sendall(bytes([byte]))
        relay(client, b"\n", port, False)
    elif mode == "refuse":
        client.sendall(b"HTTP/1.1 503 No\x1b way\r\nContent-Length: 2\r\n\r\nno")
    elif mode == "garbage":
        client.sendall(b"550 this is no proxy\r\n")
        wait(client)
    elif mode == "flood":
        client.sendall(b"HTTP/1.1 200 OK\r\n")
        pour(client, b"X-Field: value\r\n")
    elif mode == "line":
        client.sendall(b"HTTP/1.1 200 ")
        pour(client, b"xxxxxxxxxxxxxxxx")
    elif mode == "interim":
        pour(client, b"HTTP/1.1 102 Wait\r\n\r\n")
    elif mode == "half":
        client.sendall(b"HTTP/1.1 200 OK\r\nVia: ")
        wait(client)
    elif mode == "silent":
        wait(client)


def socks(client):
    _, count = receive(client, 2)
    receive(client, count)
    if MODE == "socks-method":
        client.sendall(b"\5\1")
        wait(client)
    client.sendall(b"\5\0")
    kind = receive(client, 4)[3]
    size = {1: 4, 4: 16}.get(kind) or receive(client, 1)[0]
    host = receive(client, size)
    port = int.from_bytes(receive(client, 2), "big")
    log("SOCKS %s:%d" % (host.decode() if kind == 3 else ".".join(map(str, host)), port))
    if MODE == "socks-garbage":
        client.sendall(b"\5\0\0\x77rubbish")
        wait(client)
    elif MODE == "socks-silent":
        wait(client)
    elif MODE == "socks-half":
        client.sendall(b"\5\0\0\3\xffhalf a name")
        wait(client)
    else:
        relay(client, b"\5\0\0\3\4name\0\7", port, port == FREE)


def serve(client):
    try:
        if MODE.startswith("socks"):
            socks(client)
        elif MODE != "close":
            http(client)
    except OSError:
        pass
    client.close()


def main():
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=(client,), daemon=True).start()


main()
