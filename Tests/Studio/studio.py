"""What the tests of the studio share: a server, a browser, and tabs that have to stay clean."""

from __future__ import annotations

import os
import pathlib
import random
import tempfile
import unittest

import camera
import strokes
from browser import Browser
from server import ROOT, Server
from tab import Tab

VIEWS = ["draw", "webcam", "train", "look", "models"]
SCREENSHOTS = pathlib.Path(os.environ.get("DIGITS_SCREENSHOTS", ROOT / ".build/studio-screenshots"))


class StudioTest(unittest.TestCase):
    """A server and a browser for all tests of a class; a fresh tab for each."""

    server: Server
    browser: Browser
    #: Whether the browser's camera shows our film.
    filmed = False
    #: Whether the page comes by HTTPS, with the certificate that the server made for itself.
    encrypted = False

    @classmethod
    def setUpClass(cls) -> None:
        film = None
        if cls.filmed:
            folder = tempfile.TemporaryDirectory(prefix="studio-film-")
            cls.addClassCleanup(folder.cleanup)
            film = pathlib.Path(folder.name, "film.y4m")
            camera.write(film, camera.scenes())
        cls.server = Server(encrypted=cls.encrypted)
        cls.addClassCleanup(cls.server.stop)
        cls.browser = Browser(film, trusting=cls.encrypted)
        cls.addClassCleanup(cls.browser.close)

    def setUp(self) -> None:
        self.chance = random.Random(7)
        self.tab = self.new_tab()

    def new_tab(self, view: str = "draw") -> Tab:
        """Opens the studio in a new tab. When the test ends, nothing may have gone wrong in it."""
        tab = self.browser.tab()
        self.addCleanup(self.expect_clean, tab)
        self.open(view, tab)
        return tab

    def open(self, view: str = "draw", tab: Tab | None = None) -> None:
        """Loads the page anew with one of its views."""
        tab = tab or self.tab
        tab.open(f"{self.server.address}/#{view}")
        tab.wait("document.documentElement.dataset.ready === 'true'", what="the page is ready")
        tab.wait(f"!$('#view-{view}').hidden", what=f"the view {view} is shown")

    def show(self, view: str, tab: Tab | None = None) -> None:
        """Goes to a view as a person does."""
        tab = tab or self.tab
        tab.click(f"#tab-{view}")
        tab.wait(f"!$('#view-{view}').hidden", what=f"the view {view} is shown")

    def expect_clean(self, tab: Tab) -> None:
        """No error on the console, no failed request, and no other host was asked."""
        if not tab.closed:
            tab.take_in()
            tab.close()
        self.assertEqual(tab.problems[:5], [], "what went wrong on the page")
        self.assertEqual(tab.hosts - {self.server.host}, set(), "other hosts that the page asked")

    # What tests look at.

    def text(self, selector: str, tab: Tab | None = None) -> str:
        """The text that an element shows."""
        return str((tab or self.tab).evaluate(f"$({selector!r}).textContent.trim()"))

    def data(self, selector: str, name: str, tab: Tab | None = None) -> str:
        """An attribute `data-…` of an element, empty if it has none."""
        value = f"$({selector!r}).getAttribute('data-{name}') ?? ''"
        return str((tab or self.tab).evaluate(value))

    def count(self, selector: str, tab: Tab | None = None) -> int:
        """How many elements there are."""
        return int((tab or self.tab).evaluate(f"$$({selector!r}).length"))

    def state(self, view: str, *states: str, seconds: float = 5, tab: Tab | None = None) -> None:
        """Waits until a view is in one of the states."""
        (tab or self.tab).wait(
            f"{list(states)}.includes($('#view-{view}').dataset.state)",
            seconds,
            f"{view} is {' or '.join(states)}",
        )

    def inked(self, selector: str) -> int:
        """How many different colours a canvas shows; a blank one has one."""
        colours = self.tab.evaluate(
            f"""(canvas => {{
              const {{width, height}} = canvas;
              // A copy is read, since reading the page's own would slow it down.
              const copy = new OffscreenCanvas(width, height).getContext('2d');
              copy.drawImage(canvas, 0, 0);
              const pixels = copy.getImageData(0, 0, width, height).data;
              return new Set(new Uint32Array(pixels.buffer)).size;
            }})($({selector!r}))"""
        )
        return int(colours)

    # Drawing.

    def place(self, place: int = 0, of: int = 1) -> tuple[float, float, float, float]:
        """Where on the canvas a digit of a row goes: left, top, width, height in the window."""
        x, y, width, height = self.tab.box("#draw-canvas")
        size = min(height * 0.7, width * 0.86 / of)
        left = x + (width - size * of) / 2 + place * size
        # Beside each other they keep a distance, as in a number that is written.
        return (
            left + size * 0.06 * (of > 1),
            y + (height - size) / 2,
            size * (0.88 if of > 1 else 1),
            size,
        )

    def strokes(self, digit: int, place: int = 0, of: int = 1) -> list[strokes.Stroke]:
        """The strokes of a digit in the window."""
        return strokes.drawn(digit, *self.place(place, of), self.chance)

    def draw(self, number: str) -> None:
        """Draws a number with the mouse."""
        for place, digit in enumerate(number):
            for stroke in self.strokes(int(digit), place, len(number)):
                self.tab.stroke(stroke)

    def expect_read(self, number: str, seconds: float = 2) -> None:
        """Waits until the page shows a number as what was read."""
        try:
            self.tab.wait(f"$('#draw-text').textContent.trim() === {number!r}", seconds)
        except AssertionError:
            said = self.text("#draw-text"), self.text("#draw-words"), self.text("#draw-note")
            raise AssertionError(
                f"drawn {number}, but after {seconds} s the page says {said}"
            ) from None

    def clear(self) -> None:
        """Clears the canvas."""
        self.tab.click("#draw-clear")
        self.state("draw", "empty")
