"""The studio's server, started as a person starts it."""

from __future__ import annotations

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import urllib.request
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Server:
    """`digits serve` with a data folder of its own; `stop` ends it."""

    def __init__(self, port: int = 0, encrypted: bool = False) -> None:
        self.folder = tempfile.mkdtemp(prefix="studio-data-")
        program = os.environ.get("DIGITS_STUDIO_SERVER", str(ROOT / ".build/release/digits"))
        arguments = ["serve", "--quiet", "--port", str(port), "--data", self.folder]
        if encrypted:
            arguments.append("--tls")
        self.log = open(pathlib.Path(self.folder, "log.txt"), "w+")
        self.process = subprocess.Popen(
            # The server ends with us even if we are killed.
            ["setpriv", "--pdeathsig", "TERM", *program.split(), *arguments],
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        assert self.process.stdout
        line = self.process.stdout.readline()
        found = re.search(r"https?://(127\.0\.0\.1:(\d+))", line)
        if not found:
            self.process.kill()
            raise RuntimeError(f"The server's first line has no address: {line!r}\n{self.said()}")
        self.address = found[0]
        self.host = found[1]
        self.port = int(found[2])
        self.stopped = False

    def said(self) -> str:
        """What the server wrote on its standard error."""
        self.log.seek(0)
        return self.log.read()

    def ask(self, path: str, method: str = "GET", body: Any = None) -> Any:
        """A request as a program makes it, with JSON both ways; no answer body is None."""
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data=content, method=method)
        if content:
            request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def stop(self) -> None:
        """Asks the server to end, which it has to do in order; a second time does nothing."""
        if self.stopped:
            return
        self.stopped = True
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
        status, said = self.process.returncode, self.said()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        if status != 0:
            raise AssertionError(
                f"After SIGTERM the server ended with {status}. It said:\n{said[-2000:]}"
            )
