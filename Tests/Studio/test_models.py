"""The models view, and what all views share: the theme, and the word that the server is gone."""

from __future__ import annotations

import unittest

from studio import StudioTest


class ModelsTest(StudioTest):
    def test_compares_two_models(self) -> None:
        self.server.ask("/v1/training", "POST", {"recipe": "dense", "epochs": 1})
        self.show("train")
        self.state("train", "finished", seconds=60)
        name = self.server.ask("/v1/training")["model"]
        self.show("models")
        self.state("models", "shown")
        self.tab.wait(f'!!$("#models-list [data-model={name!r}]")')
        self.assertEqual(self.count("#models-list [data-model='digits']"), 1)
        self.tab.choose("#compare-first", "digits")
        self.tab.choose("#compare-second", name)
        self.tab.click("#compare-start")
        self.tab.wait("$('#compare-result').dataset.state === 'shown'", 30)
        answer = self.server.ask(f"/v1/compare?models=digits,{name}")
        self.assertEqual(
            self.count("#compare-differences [data-index]"), len(answer["differences"])
        )
        for accuracy in answer["accuracies"]:
            self.assertIn(f"{accuracy * 100:.2f}", self.text("#compare-result"))

        self.tab.click(f"#models-list [data-model={name!r}] button[data-use]")
        self.tab.wait(f"$('#model-select').value === {name!r}")
        # The choice stays when the page is loaded anew.
        self.open("models")
        self.tab.wait(f"$('#model-select').value === {name!r}")


class PageTest(StudioTest):
    def background(self) -> str:
        return str(self.tab.evaluate("getComputedStyle(document.body).backgroundColor"))

    def test_switches_the_theme(self) -> None:
        looks = {}
        for _ in range(3):
            self.tab.click("#theme-toggle")
            looks[self.tab.evaluate("document.documentElement.dataset.theme")] = self.background()
        self.assertEqual(set(looks), {"auto", "light", "dark"})
        self.assertNotEqual(looks["light"], looks["dark"])
        # Without a choice the page follows the system.
        for theme in ("light", "dark"):
            self.tab.prefer(theme)
            self.assertEqual(self.background(), looks[theme])
        self.tab.prefer("light")
        while self.tab.evaluate("document.documentElement.dataset.theme") != "dark":
            self.tab.click("#theme-toggle")
        self.open("draw")
        self.assertEqual(self.background(), looks["dark"])

    def test_every_view_has_an_address(self) -> None:
        for view in ("models", "look", "train", "webcam", "draw"):
            self.open(view)
        self.show("train")
        self.show("models")
        self.tab.evaluate("history.back()")
        self.tab.wait("!$('#view-train').hidden", what="back goes to the view before")


if __name__ == "__main__":
    unittest.main()
