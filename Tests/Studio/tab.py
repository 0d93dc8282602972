"""A tab of Chromium: what a person does in it, and how the person sees it."""

from __future__ import annotations

import base64
import itertools
import pathlib
from collections.abc import Sequence
from typing import Any

from session import Session

Point = tuple[float, float]


class Tab(Session):
    """The hand and the eye of a person before a page."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.size(1440, 900)
        # Several windows are open, and each is used as if it were the one in front.
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)

    # The hand.

    def centre(self, selector: str) -> Point:
        """Scrolls an element into view and returns the middle of it in the window."""
        box = self.box(selector)
        return box[0] + box[2] / 2, box[1] + box[3] / 2

    def box(self, selector: str) -> tuple[float, float, float, float]:
        """Scrolls an element into view and returns its place in the window: x, y, width, height."""
        found = self.evaluate(
            f"""(element => {{
              if (!element) return null;
              element.scrollIntoView({{block: 'center', behavior: 'instant'}});
              const box = element.getBoundingClientRect();
              return [box.x, box.y, box.width, box.height];
            }})($({selector!r}))"""
        )
        if not found or not found[2]:
            raise AssertionError(f"not on the page, or without a size: {selector}")
        return tuple(found)

    def click(self, selector: str) -> None:
        """Clicks in the middle of an element; something that lies over it gets the click."""
        x, y = self.centre(selector)
        self.stroke([(x, y)])

    def stroke(self, points: Sequence[Point], lift: bool = True) -> None:
        """Draws a line with the left button of the mouse, and keeps it pressed without `lift`."""
        x, y = points[0]
        self._mouse("mouseMoved", x, y)
        self._mouse("mousePressed", x, y, button="left", buttons=1, clickCount=1)
        for x, y in points[1:]:
            self._mouse("mouseMoved", x, y, button="left", buttons=1)
        if lift:
            self.lift(points[-1])

    def lift(self, point: Point) -> None:
        """Lets go of the left button."""
        self._mouse("mouseReleased", *point, button="left", clickCount=1)

    def _mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def touch(self, points: Sequence[Point]) -> None:
        """Draws a line with a finger."""
        for kind, (x, y) in zip(
            itertools.chain(["touchStart"], itertools.repeat("touchMove")), points
        ):
            self.call("Input.dispatchTouchEvent", type=kind, touchPoints=[{"x": x, "y": y}])
        self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def keys(self, *names: str, shift: bool = False) -> None:
        """Presses keys one after the other: characters, or names as `KeyboardEvent.key` has them."""
        for name in names:
            code, number, text = KEYS.get(name, (f"Key{name.upper()}", ord(name.upper()[0]), name))
            common = {
                "key": name,
                "code": code,
                "windowsVirtualKeyCode": number,
                "modifiers": 8 * shift,
            }
            self.call(
                "Input.dispatchKeyEvent",
                type="keyDown",
                **common,
                **({"text": text} if text else {}),
            )
            self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def pick(self, selector: str) -> None:
        """Clicks a radio button, or its label, which stands for it where it is not shown."""
        self.evaluate(
            f"""(element => (element.labels[0] ?? element).setAttribute('data-picked', ''))(
              $({selector!r}))"""
        )
        self.click("[data-picked]")
        self.evaluate("$('[data-picked]').removeAttribute('data-picked')")
        self.wait(f"$({selector!r}).checked", what=f"{selector} is chosen")

    def choose(self, selector: str, value: str) -> None:
        """Chooses a value of a `<select>`, or fills in an `<input>`, and tells the page."""
        self.evaluate(
            f"""(element => {{
              element.value = {value!r};
              if (element.value !== {value!r}) throw new Error('no such value');
              for (const name of ['input', 'change']) element.dispatchEvent(new Event(name, {{bubbles: true}}));
            }})($({selector!r}))"""
        )

    # How the page is seen.

    def size(self, width: int, height: int, touch: bool = False) -> None:
        """The size of the window in CSS pixels; a phone has a touch screen."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=touch,
        )
        self.call("Emulation.setTouchEmulationEnabled", enabled=touch)

    def prefer(self, theme: str = "light", motion: str = "no-preference") -> None:
        """What the person has chosen in the system's settings."""
        features = {"prefers-color-scheme": theme, "prefers-reduced-motion": motion}
        self.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": name, "value": value} for name, value in features.items()],
        )

    def camera(self, allowed: bool, origin: str) -> None:
        """Answers the question whether the page may use the camera, before it is asked."""
        self.call(
            "Browser.setPermission",
            permission={"name": "camera"},
            setting="granted" if allowed else "denied",
            origin=origin,
        )

    def screenshot(self, path: pathlib.Path, whole: bool = True) -> None:
        """Writes a PNG of the page, or of what the window shows of it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        picture = self.call("Page.captureScreenshot", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(picture["data"]))


KEYS = {
    "Tab": ("Tab", 9, ""),
    "Enter": ("Enter", 13, "\r"),
    "Escape": ("Escape", 27, ""),
    " ": ("Space", 32, " "),
    "ArrowLeft": ("ArrowLeft", 37, ""),
    "ArrowUp": ("ArrowUp", 38, ""),
    "ArrowRight": ("ArrowRight", 39, ""),
    "ArrowDown": ("ArrowDown", 40, ""),
    "Home": ("Home", 36, ""),
    "End": ("End", 35, ""),
    "Delete": ("Delete", 46, ""),
}
