"""A person looks into the network: what it saw of a drawing, and what it gets wrong."""

from __future__ import annotations

import unittest

from studio import StudioTest


class LookTest(StudioTest):
    def test_what_the_network_saw_of_a_drawing(self) -> None:
        self.draw("3")
        self.expect_read("3")
        self.tab.click("#draw-look")
        self.state("look", "shown", seconds=15)
        self.assertIn("3", self.text("#look-answer"))
        self.assertGreater(self.inked("#look-digit"), 10)
        self.assertGreater(self.inked("#look-saliency"), 10)
        layers = self.tab.evaluate(
            "$$('#look-layers [data-layer]').map(layer => layer.dataset.layer)"
        )
        self.assertGreater(len(layers), 2)
        for layer in layers[:3]:
            self.assertGreater(self.inked(f"#look-layers [data-layer={layer!r}] canvas"), 2, layer)
        self.assertEqual(self.count("#look-nearest [data-training-index]"), 10)
        self.assertGreater(self.count("#look-filters [data-layer]"), 0)

        # One of the fixed digits instead.
        self.tab.click("#look-sources button[data-source='4']")
        self.tab.wait("$(\"#look-sources button[data-source='4']\").ariaPressed === 'true'")
        self.state("look", "shown", seconds=15)

    def test_the_pictures_behind_a_cell(self) -> None:
        self.show("look")
        cell = "#confusion button[data-label='4'][data-guess='9']"
        self.tab.wait(
            "$$('#confusion button[data-label][data-guess]').length === 100",
            30,
        )
        count = int(self.text(cell))
        self.tab.click(cell)
        self.tab.wait(f"$('#confusion-pictures').dataset.total === '{count}'", 10)
        self.assertEqual(self.count("#confusion-pictures [data-index]"), min(count, 60))

    def test_the_mistakes(self) -> None:
        self.show("look")
        self.tab.wait("$$('#mistakes [data-index]').length > 0", 30)
        total = self.server.ask("/v1/models/digits/mistakes")["total"]
        shown = self.count("#mistakes [data-index]")
        self.assertIn(str(total), self.text("#mistakes-range"))
        if total > shown:
            first = self.data("#mistakes [data-index]", "index")
            self.tab.click("#mistakes-next")
            self.tab.wait(f"$('#mistakes [data-index]')?.dataset.index !== {first!r}", 10)
            self.tab.click("#mistakes-previous")
            self.tab.wait(f"$('#mistakes [data-index]')?.dataset.index === {first!r}", 10)

    def test_a_sample_stays_when_the_drawing_is_read_once_more(self) -> None:
        self.draw("3")
        self.expect_read("3")
        self.show("look")
        self.tab.wait("$$('#look-sources button').length > 4")
        self.tab.click("#look-sources button[data-source='3']")
        answers = self.data("#view-draw", "answers")
        # As when another model is chosen.
        self.tab.evaluate("import('./js/model-choice.js').then(module => module.loadModels())")
        self.tab.wait(f"$('#view-draw').dataset.answers !== {answers!r}")
        self.show("models")
        self.show("look")
        self.tab.wait("$(\"#look-sources button[data-source='3']\").ariaPressed === 'true'")

    def test_pictures_of_another_model_are_not_shown(self) -> None:
        self.show("look")
        cell = "#confusion button[data-label='4'][data-guess='9']"
        self.tab.wait("$$('#confusion button[data-label][data-guess]').length === 100", 30)
        self.tab.evaluate(
            f"""(async () => {{
              const ask = window.fetch;
              let release;
              window.fetch = async (...request) => {{
                const answer = await ask(...request);
                if (String(request[0]).includes('guess=9')) await new Promise(go => release = go);
                return answer;
              }};
              $({cell!r}).click();
              while (!release) await new Promise(go => setTimeout(go, 10));
              window.fetch = ask;
              const {{showConfusion}} = await import('./js/confusion.js');
              await showConfusion();
              release();
            }})()"""
        )
        self.tab.take_in()
        self.assertEqual(self.count("#confusion-pictures [data-index]"), 0)
        self.assertIn("Choose a cell", self.text("#confusion-title"))


if __name__ == "__main__":
    unittest.main()
