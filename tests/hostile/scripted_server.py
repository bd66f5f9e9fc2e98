# SPDX-License-Identifier: Apache-2.0
"""An FTP server that misbehaves as a script says.

    scripted_server.py SCRIPT.json LOG

Listens on a free port of 127.0.0.1 and prints it. LOG gets every command line as it came, and
"DATA n" when the client ended an upload of n bytes. The script is a JSON object, all of it optional:

    greeting     list of actions instead of "220 ready"
    features     lines of FEAT; null: no FEAT. With "REST STREAM" it knows REST, with "MKD" MKD and RMD
    directory    where a login begins ("/"); null: no PWD
    directories  absolute paths that exist (["/"], and those above files)
    files        {"/a.txt": "content"}
    certificate  [CHAIN.pem, KEY.pem] for {"tls": ...}; otherCertificate likewise
    tickets      true: a TLS session is resumed; LOG says "TLS resumed" or "TLS new" for each on data
    newest       the newest version of TLS: "1.2"
    made         {"/directory": TIME} for RMD; those that MKD makes get the time "now"
    rules        [{"on": REGULAR EXPRESSION, "times": n, "do": [ACTION, ...]}, ...]

A rule answers the commands that it matches as a whole, the first `times` of them (all). What no rule
answers is answered as a plain server would. The actions, in their order:

    "150 text"                a reply line
    {"raw": "text"}           bytes on the control connection
    {"flood": "150 text"}     that line for ever
    {"endless": "220 text"}   those bytes and then more of that line for ever
    {"entries": n}            a listing of n files on the data connection; "as": mlsd, rubbish or same
    {"send": "text"}          bytes on the data connection; {"send": "text", "times": n}
    {"pour": true}            bytes on the data connection for ever
    {"receive": PATH}         reads the data connection to its end, as the content of a file
    {"sip": BYTES, "each": S} reads so many from the data connection every S seconds, to its end
    {"close": "data"}         or "control"; {"reset": "data"} without an orderly end
    {"tls": "control"}        the handshake there, as the server; or "data", also the end of it in order:
                              {"notify": "data"} sends close_notify and waits for the client's;
                              with "other": true the other certificate is shown
    {"forget": "tickets"}     no session from before is resumed
    {"end": "data"}           this side's end of it alone
    {"ended": seconds}        waits so long for the client's end of it; {"unended": seconds} sees that none comes
    {"sleep": seconds}
    {"expect": VERB}          reads the next command, which must be that, without an answer
    {"pasv": "h,h,h,h"}       a reply to PASV with that host; {"bind": ADDRESS} listens there
    {"strangers": n}          n connections from 127.0.0.9 to the port that PORT told
    {"accept": true}          the data connection, which the client makes without being asked for
    {"dial": true}            the data connection, to where a PORT names
    {"stranger": ADDRESS}     connects from there to the port of PORT or EPRT
    {"file": PATH, "content": TEXT}   null: it is gone
    {"keep": TEXT}            reads the data connection to its end; TEXT, or with true what came, is
                              then in the file
    {"rename": true}          what RNTO does, without a reply
    {"part": TEXT}            the content of the command's file, and nothing of the data connection
    {"usual": true}           what a plain server would have done
"""
import json
import posixpath
import re
import socket
import struct
import sys
import threading
import time

sys.dont_write_bytecode = True

import scripted_data


class Hangup(Exception):
    pass


class Session:
    def __init__(self, server, control):
        self.server = server
        self.control = control
        self.reader = control.makefile("rb")
        self.listener = self.data = self.renamed = self.active = None
        self.offset = 0
        self.directory = server.script.get("directory") or "/"

    # --- the control connection

    def say(self, line):
        self.control.sendall((line + "\r\n").encode("utf-8", "surrogateescape"))

    def run(self):
        try:
            self.perform(self.server.script.get("greeting", ["220 ready"]), "", "")
            for line in self.commands():
                verb, _, operand = line.partition(" ")
                self.answer(line, verb.upper(), operand)
        except (Hangup, OSError):
            pass
        self.drop_data()
        self.control.close()

    def commands(self):
        while line := self.reader.readline():
            line = line.rstrip(b"\r\n").decode("utf-8", "surrogateescape")
            self.server.log(line)
            yield line

    def expect(self, verb):
        for line in self.commands():
            if line.partition(" ")[0].upper() == verb:
                return
            break
        raise Hangup

    def answer(self, line, verb, operand):
        for rule in self.server.script.get("rules", []):
            if re.fullmatch(rule["on"], line) and rule.get("times", 1) > 0:
                if "times" in rule:
                    rule["times"] -= 1
                return self.perform(rule["do"], verb, operand)
        return self.usual(verb, operand)

    # --- the data connection

    def passive(self, address="127.0.0.1"):
        self.drop_data()
        self.listener = socket.create_server((address, 0))
        return self.listener.getsockname()[1]

    def opened(self):
        if not self.data and self.active:
            self.data = socket.create_connection(self.active)
        elif not self.data and not self.listener:
            raise Hangup
        elif not self.data:
            self.data, _ = self.listener.accept()
        return self.data

    def drop_data(self):
        for one in (self.data, self.listener):
            if one:
                one.close()
        self.data = self.listener = self.active = None

    def receive(self, path):
        content = b""
        while piece := self.opened().recv(65536):
            content += piece
        self.server.log("DATA %d" % len(content))
        self.server.files[path] = content

    def await_end(self, action):
        self.opened().settimeout(action.get("ended") or action["unended"])
        try:
            ended = self.data.recv(1) == b""
        except TimeoutError:
            ended = False
        self.data.settimeout(None)
        if ended != ("ended" in action):
            raise Hangup

    # --- scripts

    def perform(self, actions, verb, operand):
        for action in actions:
            if isinstance(action, str):
                self.say(action)
            else:
                self.act(action, verb, operand)

    def secure(self, which, other):
        if which == "data":
            self.data = self.server.tls.wrap(self.opened(), other)
            if self.server.tls.lasting:
                self.server.log("TLS resumed" if self.data.session_reused else "TLS new")
        else:
            self.control = self.server.tls.wrap(self.control, other)
            self.reader = self.control.makefile("rb")

    def act(self, action, verb, operand):
        if "tls" in action:
            self.secure(action["tls"], 1 if "other" in action else 0)
        elif "forget" in action:
            self.server.tls.forget()
        elif action.get("notify") == "data":
            self.data = self.data.unwrap()
        elif "raw" in action:
            self.control.sendall(action["raw"].encode("latin-1"))
        elif "flood" in action:
            while True:
                self.control.sendall((action["flood"] + "\r\n").encode() * 100)
        elif "endless" in action:
            self.control.sendall(action["endless"].encode())
            while True:
                self.control.sendall(b"x" * 65536)
        elif "entries" in action:
            for piece in scripted_data.entries(action["entries"], action.get("as", "list")):
                self.opened().sendall(piece)
        elif "send" in action:
            self.opened().sendall(action["send"].encode("latin-1") * action.get("times", 1))
        elif "pour" in action:
            while True:
                self.opened().sendall(bytes(65536))
        elif "receive" in action:
            self.receive(self.resolve(action["receive"]))
        elif "sip" in action:
            while self.opened().recv(action["sip"]):
                time.sleep(action["each"])
        elif "reset" in action:
            self.opened().setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.drop_data()
        elif action.get("close") == "data":
            self.drop_data()
        elif action.get("end") == "data":
            self.opened().shutdown(socket.SHUT_WR)
        elif "ended" in action or "unended" in action:
            self.await_end(action)
        elif action.get("close") == "control":
            raise Hangup
        elif "expect" in action:
            self.expect(action["expect"])
        elif "pasv" in action:
            port = self.passive(action.get("bind", "127.0.0.1"))
            self.say("227 (%s,%d,%d)" % (action["pasv"], port // 256, port % 256))
        elif "strangers" in action:
            for _ in range(action["strangers"]):
                socket.create_connection(self.active, source_address=("127.0.0.9", 0)).close()
        elif "dial" in action:
            numbers = operand.split(",")
            self.drop_data()
            self.data = socket.create_connection((".".join(numbers[:4]), int(numbers[4]) * 256 + int(numbers[5])))
        elif "stranger" in action:
            socket.create_connection(self.active, source_address=(action["stranger"], 0)).close()
        elif "sleep" in action:
            time.sleep(action["sleep"])
        elif "file" in action:
            self.server.put(action["file"], action["content"])
        elif "accept" in action:
            self.opened()
        elif "keep" in action:
            self.receive(self.resolve(operand))
            if action["keep"] is not True:
                self.server.put(self.resolve(operand), action["keep"])
        elif "rename" in action:
            self.server.files[self.resolve(operand)] = self.server.files.pop(self.renamed)
        elif "part" in action:
            self.server.put(self.resolve(operand), action["part"])
        elif "usual" in action:
            self.usual(verb, operand)
        else:
            raise SystemExit("no such action: %r" % action)

    # --- what a plain server does

    def resolve(self, operand):
        return posixpath.normpath(posixpath.join(self.directory, operand))

    def usual(self, verb, operand):
        method = getattr(self, "do_" + verb.lower(), None)
        if verb in scripted_data.CHECKSUMS:
            self.checksum(scripted_data.CHECKSUMS[verb], operand)
        elif method:
            method(operand)
        else:
            self.say({"USER": "331 password", "PASS": "230 in", "NOOP": "200 ok", "TYPE": "200 ok",
                      "OPTS": "200 ok"}.get(verb, "502 no " + verb))

    def do_quit(self, _):
        self.say("221 bye")
        raise Hangup

    def do_feat(self, _):
        features = self.server.script.get("features", ["SIZE", "MDTM", "UTF8"])
        if features is None:
            return self.say("502 no FEAT")
        return self.say("\r\n".join(["211-features"] + [" " + one for one in features] + ["211 end"]))

    def do_pwd(self, _):
        if self.server.script.get("directory", "/") is None:
            return self.say("550 not told")
        return self.say('257 "%s"' % self.directory)

    def do_cwd(self, operand):
        path = self.resolve(operand)
        if not operand or path not in self.server.directories():
            return self.say("550 no such directory")
        self.directory = path
        return self.say("250 there")

    def do_epsv(self, _):
        self.say("229 (|||%d|)" % self.passive())

    def do_pasv(self, _):
        port = self.passive()
        self.say("227 (127,0,0,1,%d,%d)" % (port // 256, port % 256))

    def do_port(self, operand):
        self.drop_data()
        numbers = operand.split(",")
        self.active = (".".join(numbers[:4]), int(numbers[4]) * 256 + int(numbers[5]))
        self.say("200 there")

    def do_eprt(self, operand):
        self.drop_data()
        _, _, host, port, _ = operand.split(operand[0])
        self.active = (host, int(port))
        self.say("200 there")

    def do_size(self, operand):
        content = self.server.files.get(self.resolve(operand))
        self.say("550 No such file" if content is None else "213 %d" % len(content))

    # Checksums are told honestly; whether they are offered is the script's affair.

    def checksum(self, algorithm, operand):
        match = re.fullmatch(r'(?:"([^"]*)"|(\S+))(?: (\d+) (\d+))?', operand)
        content = match and self.server.files.get(self.resolve(match[1] or match[2]))
        if content is None:
            return self.say("550 No such file")
        if match[3]:
            content = content[int(match[3]):int(match[4])]
        return self.say("250 " + scripted_data.checksum(algorithm, content))

    def do_hash(self, operand):
        content = self.server.files.get(self.resolve(operand))
        if content is None:
            return self.say("550 No such file")
        return self.say("213 SHA-256 0-%d %s %s" % (max(len(content) - 1, 0), scripted_data.checksum("sha256", content), operand))

    def do_mdtm(self, operand):
        self.say("213 20240102030405" if self.resolve(operand) in self.server.files else "550 No such file")

    def do_list(self, _):
        self.say("150 listing")
        for path, content in sorted(self.server.files.items()):
            if posixpath.dirname(path) == self.directory:
                self.opened().sendall(("-rw-r--r-- 1 u g %d Jan 02 2024 %s\r\n" % (
                    len(content), posixpath.basename(path))).encode("utf-8", "surrogateescape"))
        for path in sorted(self.server.made):
            self.opened().sendall(
                ("drwxr-xr-x 1 u g 0 Jan 02 2024 %s\r\n" % posixpath.basename(path)).encode())
        self.opened()
        self.drop_data()
        self.say("226 listed")

    def do_mlsd(self, _):
        self.say("150 listing")
        for path, content in sorted(self.server.files.items()):
            self.opened().sendall(("type=file;size=%d; %s\r\n" % (
                len(content), posixpath.basename(path))).encode("utf-8", "surrogateescape"))
        for path, time_made in sorted(self.server.made.items()):
            self.opened().sendall(("type=dir;modify=%s; %s\r\n" % (
                time_made, posixpath.basename(path))).encode())
        self.opened()
        self.drop_data()
        self.say("226 listed")

    def do_retr(self, operand):
        content = self.server.files.get(self.resolve(operand))
        if content is None:
            return self.say("550 No such file")
        self.say("150 sending")
        self.opened().sendall(content[self.offset:])
        self.offset = 0
        self.drop_data()
        return self.say("226 sent")

    def do_stor(self, operand, before=b""):
        path = self.resolve(operand)
        held = self.server.files.get(path, b"")
        self.say("150 receiving")
        self.receive(path)
        self.server.files[path] = (before or held[:self.offset]) + self.server.files[path]
        self.offset = 0
        self.drop_data()
        self.say("226 received")

    def do_appe(self, operand):
        self.do_stor(operand, self.server.files.get(self.resolve(operand), b""))

    def knows(self, feature):
        return feature in (self.server.script.get("features") or [])

    def do_rest(self, operand):
        if not self.knows("REST STREAM"):
            return self.say("502 no REST")
        self.offset = int(operand)
        return self.say("350 from there")

    def do_mkd(self, operand):
        path = self.resolve(operand)
        if not self.knows("MKD"):
            return self.say("502 no MKD")
        if path in self.server.made:
            return self.say("550 File exists")
        self.server.made[path] = self.server.script.get("now", "20240102000000")
        return self.say('257 "%s"' % path)

    def do_rmd(self, operand):
        path = self.resolve(operand)
        if path not in self.server.made:
            return self.say("550 No such directory")
        del self.server.made[path]
        return self.say("250 removed")

    def do_dele(self, operand):
        gone = self.server.files.pop(self.resolve(operand), None)
        self.say("550 No such file" if gone is None else "250 deleted")

    def do_rnfr(self, operand):
        self.renamed = self.resolve(operand)
        self.say("350 and then" if self.renamed in self.server.files else "550 No such file")

    def do_rnto(self, operand):
        self.server.files[self.resolve(operand)] = self.server.files.pop(self.renamed)
        self.say("250 renamed")


class Server:
    def __init__(self, script, log):
        self.script = script
        self.tls = scripted_data.Tls(script)
        self.file = open(log, "a", encoding="utf-8", errors="surrogateescape")
        self.files = {}
        self.made = dict(script.get("made", {}))
        for path, content in script.get("files", {}).items():
            self.put(path, content)

    def put(self, path, content):
        if content is None:
            self.files.pop(path, None)
        else:
            self.files[path] = content.encode("latin-1")

    def directories(self):
        return {"/", *self.script.get("directories", []), *map(posixpath.dirname, self.files)}

    def log(self, line):
        self.file.write(line + "\n")
        self.file.flush()


def main():
    with open(sys.argv[1], encoding="utf-8") as text:
        server = Server(json.load(text), sys.argv[2])
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        control, _ = listener.accept()
        threading.Thread(target=Session(server, control).run, daemon=True).start()


main()
