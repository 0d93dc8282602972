"""Takes a picture of each view, for people to look at, and checks that it fits the window."""

from __future__ import annotations

import unittest

from studio import SCREENSHOTS, VIEWS, StudioTest


class LooksTest(StudioTest):
    filmed = True

    def test_every_view_in_both_themes_and_widths(self) -> None:
        self.server.ask("/v1/training", "POST", {"recipe": "dense", "epochs": 5})
        self.show("train")
        self.state("train", "finished", seconds=60)
        self.tab.camera(True, self.server.address)
        for width, height in ((1440, 900), (390, 844), (320, 640)):
            self.tab.size(width, height, touch=width < 500)
            for theme in ("light", "dark"):
                self.tab.prefer(theme)
                self.open("draw")
                for view in VIEWS:
                    with self.subTest(view=view, theme=theme, width=width):
                        self.bring_up(view)
                        # Words rest for a moment before they change, so that they can be read.
                        self.tab.evaluate("new Promise(resolve => setTimeout(resolve, 300))")
                        if width != 320:
                            self.tab.screenshot(SCREENSHOTS / f"{view}-{theme}-{width}.png")
                        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                        self.assertLessEqual(
                            self.tab.evaluate(wide), 0, "the page scrolls sideways"
                        )

    def bring_up(self, view: str) -> None:
        """Shows a view with something in it."""
        self.show(view)
        match view:
            case "draw":
                self.draw("274")
                self.expect_read("274")
            case "webcam":
                self.tab.click("#webcam-start")
                self.tab.wait("/^\\d+$/.test($('#webcam-text').textContent.trim())", 10)
            case "train":
                self.state("train", "finished")
            case "look":
                self.state("look", "shown", seconds=15)
                self.tab.wait("$$('#mistakes [data-index]').length > 0", 30)
            case "models":
                self.state("models", "shown")


if __name__ == "__main__":
    unittest.main()
