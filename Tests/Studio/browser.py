"""Debian's Chromium without a window, driven over the DevTools protocol."""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import urllib.request

from session import Session
from tab import Tab

FLAGS = [
    "--headless=new",
    "--no-sandbox",  # Containers run as root, where the sandbox does not start.
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    # A second tab watches a training while the first is in front: both have to stay awake.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--use-fake-device-for-media-stream",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
    # No name is looked up: a page that asks another host fails, and the request is recorded.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


class Browser:
    """One process of Chromium with a profile of its own; `close` ends it surely."""

    def __init__(self, camera: pathlib.Path | None = None, trusting: bool = False) -> None:
        self.profile = tempfile.mkdtemp(prefix="studio-browser-")
        flags = [*FLAGS, f"--user-data-dir={self.profile}"]
        if camera:
            flags.append(f"--use-file-for-fake-video-capture={camera.resolve()}")
        if trusting:
            # What a person answers once who is asked whether to trust a certificate.
            flags.append("--ignore-certificate-errors")
        self.tabs: list[Session] = []
        # A session of its own, so that the helpers of Chromium end with it.
        self.process = subprocess.Popen(
            # Chromium ends with us even if we are killed.
            ["setpriv", "--pdeathsig", "KILL", "chromium", *flags, "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            self.address = self._wait_for_address()
            with urllib.request.urlopen(f"http://{self.address}/json/list", timeout=10) as answer:
                pages = [one for one in json.load(answer) if one["type"] == "page"]
            self.first = Session(pages[0]["webSocketDebuggerUrl"])
            self.tabs.append(self.first)
        except BaseException:
            self.close()
            raise

    def _wait_for_address(self) -> str:
        """Chromium says on its standard error where it listens."""
        said = []
        assert self.process.stderr
        for line in self.process.stderr:
            if found := re.search(r"DevTools listening on ws://([^/]+)/", line):
                return found[1]
            said.append(line)
        raise RuntimeError("Chromium ended before it listened. It said:\n" + "".join(said))

    def tab(self) -> Tab:
        """Opens an empty page in a window of its own, so that those before it stay in sight."""
        target = self.first.call("Target.createTarget", url="about:blank", newWindow=True)[
            "targetId"
        ]
        tab = Tab(f"ws://{self.address}/devtools/page/{target}")
        self.tabs.append(tab)
        return tab

    def close(self) -> None:
        """Ends the process with all its helpers and removes the profile."""
        for tab in self.tabs:
            tab.disconnect()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()
        # A helper that was just killed may still hold a file for an instant.
        shutil.rmtree(self.profile, ignore_errors=True)

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
