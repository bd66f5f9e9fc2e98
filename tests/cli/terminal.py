# SPDX-License-Identifier: Apache-2.0
"""A program at a pseudo-terminal: what it writes there, and what a person types."""
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

PATIENCE = 30


class Terminal:
    """Runs `arguments` with a terminal for standard input and error, and for output unless `out` is a path."""

    def __init__(self, arguments, folder, out=None, err=None, columns=80, environment=None):
        self.seen = b""
        self.cursor = 0
        self.status = None
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            self._become(arguments, folder, out, err, columns, environment)

    @staticmethod
    def _become(arguments, folder, out, err, columns, environment):
        try:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
            os.chdir(folder)
            for path, number in ((out, 1), (err, 2)):
                if path:
                    os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), number)
            os.environ.update(environment or {"NO_COLOR": "1"})
            os.execv(arguments[0], arguments)
        finally:
            os._exit(99)

    def _read(self, patience):
        ready, _, _ = select.select([self.master], [], [], patience)
        if not ready:
            return False
        try:
            more = os.read(self.master, 65536)
        except OSError:
            return False
        self.seen += more
        return bool(more)

    def wait_for(self, text):
        """Waits until `text` was written after what was waited for before."""
        wanted = text.encode()
        end = time.monotonic() + PATIENCE
        while wanted not in self.seen[self.cursor:]:
            if time.monotonic() > end or not self._read(end - time.monotonic()):
                raise AssertionError(f"{text!r} was not shown; since the last: {self.seen[self.cursor:]!r}")
        self.cursor = self.seen.index(wanted, self.cursor) + len(wanted)

    def type(self, text):
        os.write(self.master, text.encode() if isinstance(text, str) else text)

    def answer(self, question, text):
        self.wait_for(question)
        # A hidden answer is typed once the terminal has been told to hide it.
        if "not shown" in question:
            self.wait_for_echo(False)
        self.type(text + "\n")

    def echoes(self):
        return bool(termios.tcgetattr(self.master)[3] & termios.ECHO)

    def wait_for_echo(self, wanted):
        end = time.monotonic() + PATIENCE
        while self.echoes() != wanted:
            if time.monotonic() > end:
                raise AssertionError(f"the terminal's echo did not become {wanted}")
            time.sleep(0.01)

    def signal(self, number):
        os.kill(self.pid, number)

    def end(self):
        """Reads to the end, and returns the exit status; negative: the signal that ended it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._read(end - time.monotonic()):
            pass
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                os.close(self.master)
                self.status = os.waitstatus_to_exitcode(status)
                return self.status
            time.sleep(0.01)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        raise AssertionError(f"it did not end; seen: {self.seen[-500:]!r}")
