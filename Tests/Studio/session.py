"""A session with a page over the DevTools protocol, which notes what the page does wrong."""

from __future__ import annotations

import contextlib
import itertools
import json
import time
import urllib.parse
from collections.abc import Iterator
from typing import Any

import websocket


ALIASES = """(($, $$) => (%s))(
  selector => document.querySelector(selector),
  selector => [...document.querySelectorAll(selector)])"""


class Session:
    """A DevTools session. It collects every error and the host of every request of the page."""

    def __init__(self, address: str) -> None:
        self.socket = websocket.create_connection(
            # Every body that the page sends comes along; to check that it is text takes too long.
            address,
            timeout=60,
            skip_utf8_validation=True,
        )
        self.numbers = itertools.count(1)
        self.problems: list[str] = []
        self.hosts: set[str] = set()
        self.addresses: dict[str, str] = {}
        self.closed = False
        for domain in ["Page", "Runtime", "Log", "Network", "DOM"]:
            self.call(f"{domain}.enable")

    # The protocol.

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Sends a command and waits for its answer, and takes in the events that come before it."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if "method" in message:
                self._take(message["method"], message["params"])
            elif message["id"] == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                result: dict[str, Any] = message["result"]
                return result

    def _take(self, event: str, content: dict[str, Any]) -> None:
        match event:
            case "Network.requestWillBeSent":
                address = content["request"]["url"]
                self.addresses[content["requestId"]] = address
                parts = urllib.parse.urlsplit(address)
                if parts.scheme not in ("data", "blob", "about"):
                    self.hosts.add(parts.netloc)
            case "Network.webSocketCreated":
                self.hosts.add(urllib.parse.urlsplit(content["url"]).netloc)
            case "Network.loadingFailed" if not content.get("canceled"):
                address = self.addresses.get(content["requestId"], "?")
                self.problems.append(f"failed request: {address}: {content['errorText']}")
            case "Network.responseReceived" if content["response"]["status"] >= 400:
                response = content["response"]
                self.problems.append(f"answer {response['status']}: {response['url']}")
            case "Runtime.exceptionThrown":
                self.problems.append(f"exception: {describe(content['exceptionDetails'])}")
            case "Runtime.consoleAPICalled" if content["type"] in ("error", "assert", "warning"):
                words = [
                    str(part.get("value", part.get("description"))) for part in content["args"]
                ]
                self.problems.append(f"console.{content['type']}: {' '.join(words)}")
            case "Log.entryAdded" if content["entry"]["level"] in ("error", "warning"):
                entry = content["entry"]
                self.problems.append(f"log: {entry['text']} {entry.get('url', '')}")

    @contextlib.contextmanager
    def unseen(self) -> Iterator[None]:
        """Sees no request within it, for what shall be timed as a person has it.

        Chromium puts every body into its report as text: 2.2 MB for a frame of a camera, which halves
        the frames a second. The page itself notes whom it asks, and those hosts are taken in at the end.
        """
        self.call("Network.disable")
        self.evaluate("performance.setResourceTimingBufferSize(100_000)")
        yield
        self.hosts |= set(
            self.evaluate(
                "performance.getEntriesByType('resource').map(entry => new URL(entry.name).host)"
            )
        )
        self.call("Network.enable")

    def disconnect(self) -> None:
        """Lets go of the tab; the page goes on."""
        self.closed = True
        self.socket.close()

    def close(self) -> None:
        """Closes the tab, as a person does."""
        # The page may be gone before it answers.
        with contextlib.suppress(websocket.WebSocketConnectionClosedException):
            self.call("Page.close")
        self.disconnect()

    # The page.

    def open(self, address: str) -> None:
        """Loads an address anew and waits until the page and its scripts are there."""
        # From the same address with another #part it would only go to that part.
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=address)
        self.wait(
            f"location.href.startsWith({address.split('#')[0]!r}) && document.readyState === 'complete'"
        )

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page; a promise is awaited.

        `$` finds the first element of a selector there, `$$` an array of all.
        """
        answer = self.call(
            "Runtime.evaluate",
            expression=ALIASES % expression,
            awaitPromise=True,
            returnByValue=True,
            userGesture=True,
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}\n{describe(answer['exceptionDetails'])}")
        return answer["result"].get("value")

    def wait(self, condition: str, seconds: float = 5, what: str = "") -> Any:
        """Waits until an expression in the page is true (truthy) and returns its value."""
        deadline = time.monotonic() + seconds
        while True:
            left = min(max(0.0, deadline - time.monotonic()), 10)
            script = f"""new Promise(resolve => {{
              const end = performance.now() + {left * 1000};
              const look = () => {{
                const value = ({condition});
                if (value || performance.now() > end) resolve(value); else setTimeout(look, 10);
              }};
              look();
            }})"""
            try:
                if value := self.evaluate(script):
                    return value
            except RuntimeError as error:
                # The page was replaced by another while we waited in it.
                if not any(
                    word in str(error)
                    for word in ("context was destroyed", "collected", "navigated")
                ):
                    raise
            if time.monotonic() >= deadline:
                raise AssertionError(f"not within {seconds} s: {what or condition}")

    def take_in(self) -> None:
        """Takes in the events that are waiting, so that `problems` and `hosts` are up to date."""
        self.evaluate("new Promise(resolve => setTimeout(resolve, 30))")


def describe(details: dict[str, Any]) -> str:
    """What went wrong, and where."""
    exception = details.get("exception", {})
    return exception.get("description") or f"{details['text']} {exception.get('value', '')}"
