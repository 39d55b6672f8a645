"""Gives processes one life after another, each with everything loaded already, to be killed.

A nursery loads the program once; for each life it makes a copy of itself (fork), which takes a few
hundredths of a second instead of seconds. Begun as `python -m tests.faults.nursery MODULE SOCKET`:
whoever connects to the socket gets a life, whose standard input and output are that connection.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

ROOT = Path(__file__).resolve().parents[2]


class Life:
    """One life: what it says is read line by line, what it is told is written so."""

    def __init__(self, arguments: list[str], place: Path) -> None:
        self._connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._connection.connect(str(place))
        self._to: TextIO = self._connection.makefile("w", encoding="utf-8")
        self._from: TextIO = self._connection.makefile("r", encoding="utf-8")
        self.tell("\t".join(arguments))
        self._number = int(self.answer())

    def tell(self, line: str) -> None:
        """Tell the life something."""
        self._to.write(f"{line}\n")
        self._to.flush()

    def answer(self) -> str:
        """Return the next line that it says."""
        return self._from.readline()

    def kill(self) -> None:
        """End it without any warning, and return when it is gone."""
        os.kill(self._number, signal.SIGKILL)
        self.end()

    def end(self) -> None:
        """Let it end by itself: nobody will tell it anything more."""
        self._connection.shutdown(socket.SHUT_WR)
        self._from.read()  # ends when the other side is gone
        for each in (self._to, self._from, self._connection):
            each.close()


class Nursery:
    """A process that gives lives."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def life(self, *arguments: str) -> Life:
        """Begin a life with these arguments."""
        return Life(list(arguments), self._place)


@contextmanager
def nursery(module: str) -> Iterator[Nursery]:
    """Load a module's program, once; its `prepare` is called then, and its `main` in each life."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "socket"
        command = [sys.executable, "-m", "tests.faults.nursery", module, str(place)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as started:
            try:
                assert started.stdout is not None
                assert started.stdout.readline() == "ready\n"
                yield Nursery(place)
            finally:
                started.kill()


def _serve(module: str, place: str) -> None:
    program = import_module(module)
    program.prepare()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(place)
        listening.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            connection, _ = listening.accept()
            if os.fork() == 0:
                listening.close()
                _live(program.main, connection)
            connection.close()


def _live(main: object, connection: socket.socket) -> None:
    """Be one life, and never come back."""
    os.dup2(connection.fileno(), 0)
    os.dup2(connection.fileno(), 1)
    connection.close()
    sys.stdin = os.fdopen(0, "r", encoding="utf-8")
    sys.stdout = os.fdopen(1, "w", encoding="utf-8")
    arguments = sys.stdin.readline().rstrip("\n").split("\t")
    sys.stdout.write(f"{os.getpid()}\n")
    sys.stdout.flush()
    status = 1
    try:
        main(*arguments)  # type: ignore[operator]  # each module's own
        status = 0
    finally:
        sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve(sys.argv[1], sys.argv[2])
