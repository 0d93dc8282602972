"""A person trains a network on the page and watches, with a second tab open."""

from __future__ import annotations

import unittest

from studio import StudioTest
from tab import Tab

# Keeps what the guesses were each time they changed.
WATCH_GUESSES = """(() => {
  const look = () => $$('#train-guesses [data-sample]')
    .map(sample => sample.dataset.guess ?? '').join('');
  window.guesses = [look()];
  new MutationObserver(() => { if (look() !== window.guesses.at(-1)) window.guesses.push(look()); })
    .observe($('#train-guesses'), {subtree: true, childList: true, attributes: true});
})()"""


class TrainTest(StudioTest):
    def setUp(self) -> None:
        super().setUp()
        self.addCleanup(self.end_training)
        self.show("train")

    def end_training(self) -> None:
        """Leaves the server without a training, whatever the test came to."""
        if self.server.ask("/v1/training")["state"] in ("running", "paused"):
            self.server.ask("/v1/training/stop", "POST")

    def start(self, recipe: str, epochs: int) -> None:
        self.tab.pick("#train-kind-recipe")
        self.tab.pick(f"#train-recipe input[value={recipe!r}]")
        self.tab.choose("#train-epochs", str(epochs))
        self.go()

    def go(self) -> None:
        """Starts what was chosen."""
        self.tab.click("#train-start")
        self.state("train", "running", seconds=20)

    def points(self, tab: Tab | None = None) -> int:
        """How many points the curve of the loss has."""
        return int(self.data("#train-chart-loss", "points", tab) or 0)

    def step(self) -> tuple[int, int]:
        """How far the server is."""
        state = self.server.ask("/v1/training")
        return state["epoch"], state["step"]

    def test_a_double_click_starts_one_training(self) -> None:
        self.tab.pick("#train-kind-recipe")
        self.tab.pick("#train-recipe input[value='dense']")
        self.tab.choose("#train-epochs", "50")
        self.tab.evaluate("$('#train-start').click(), $('#train-start').click()")
        self.state("train", "running", seconds=20)
        self.tab.take_in()
        self.assertEqual(self.text("#train-error"), "")

    def test_an_answer_that_is_late_changes_nothing(self) -> None:
        self.start("dense", 50)
        self.tab.evaluate(
            """(() => {
              const ask = window.fetch;
              window.late = new Promise(done => {
                window.fetch = async (...request) => {
                  const answer = await ask(...request);
                  if (String(request[0]).endsWith('/stop')) {
                    await new Promise(go => window.letGo = go);
                    setTimeout(done, 100);
                  }
                  return answer;
                };
              });
            })()"""
        )
        self.tab.click("#train-stop")
        self.state("train", "stopped", seconds=20)
        self.tab.evaluate("(window.letGo(), window.late)")
        self.assertEqual(self.data("#view-train", "state"), "stopped")

    def test_a_dense_network_reaches_97_percent(self) -> None:
        watcher = self.new_tab("train")
        self.tab.evaluate(WATCH_GUESSES)
        self.start("dense", 5)
        self.state("train", "finished", seconds=90)
        accuracy = float(self.data("#train-result-accuracy", "value"))
        print(f"train: dense reaches {accuracy:.4f}; ", end="", flush=True)
        self.assertGreaterEqual(accuracy, 0.97)
        self.assertIn(f"{accuracy * 100:.2f}", self.text("#train-result-accuracy"))

        # The curves are drawn, on both pages alike.
        self.state("train", "finished", tab=watcher)
        for tab in (self.tab, watcher):
            for chart in ("loss", "accuracy"):
                self.assertGreater(int(self.data(f"#train-chart-{chart}", "points", tab)), 20)
                self.assertEqual(int(self.data(f"#train-chart-{chart}", "epochs", tab)), 5)
                drawn = f"""$$('#train-chart-{chart} path, #train-chart-{chart} polyline')
                  .reduce((length, line) => length + line.getTotalLength(), 0)"""
                self.assertGreater(tab.evaluate(drawn), 100, "the curve has no length")
            self.assertEqual(self.count("#train-table tbody tr", tab), 5)
        self.assertEqual(float(self.data("#train-result-accuracy", "value", watcher)), accuracy)

        # The guesses got better before one's eyes.
        self.assertEqual(self.count("#train-guesses [data-sample]"), 20)
        self.assertGreater(len(self.tab.evaluate("window.guesses")), 3, "the guesses changed")
        right = self.count("#train-guesses [data-right='true']")
        self.assertGreaterEqual(right, 14)
        self.assertEqual(self.text("#train-guesses-correct").split()[0], str(right))

        # The result is used at once.
        name = self.server.ask("/v1/training")["model"]
        self.tab.click("#train-use")
        self.tab.wait(f"$('#model-select').value === {name!r}")
        self.show("draw")
        self.draw("2")
        self.expect_read("2")

    def test_pause_resume_and_stop(self) -> None:
        watcher = self.new_tab("train")
        self.start("convnet", 30)
        self.tab.wait("+$('#train-chart-loss').dataset.points > 3", 30)

        self.tab.click("#train-pause")
        self.state("train", "paused")
        self.state("train", "paused", tab=watcher)
        # The step that was under way when it was asked to pause may still be counted.
        self.tab.evaluate("new Promise(resolve => setTimeout(resolve, 200))")
        paused = self.step()
        self.tab.evaluate("new Promise(resolve => setTimeout(resolve, 400))")
        self.assertEqual(self.step(), paused, "it goes on although it is paused")

        self.tab.click("#train-resume")
        self.state("train", "running")
        points = self.points()
        self.tab.wait(f"+$('#train-chart-loss').dataset.points > {points + 2}", 20)

        # Closing the page that started it stops nothing; a page that comes later sees all of it.
        before = self.points()
        self.tab.close()
        late = self.new_tab("train")
        self.state("train", "running", tab=late)
        late.wait(f"+$('#train-chart-loss').dataset.points > {before}", 20)
        late.click("#train-stop")
        for tab in (late, watcher):
            self.state("train", "stopped", seconds=20, tab=tab)
        stopped = self.server.ask("/v1/training")
        self.assertEqual(stopped["state"], "stopped")
        names = "$$('#model-select option').map(option => option.value)"
        late.wait(f"{names}.includes({stopped['model']!r})", 5, "what was stopped is not offered")

    def test_what_is_hidden_does_not_count(self) -> None:
        self.tab.pick("#train-kind-layers")
        self.tab.wait("!!$('#train-layers input')", 5)
        self.tab.evaluate("$('#train-layers input').value = ''")
        self.start("dense", 1)

    def test_layers_of_ones_own(self) -> None:
        self.tab.pick("#train-kind-layers")
        rows = self.count("#train-layers [data-layer-index]")
        self.assertGreater(rows, 0)
        self.tab.click("#train-layer-add")
        self.tab.wait(f"$$('#train-layers [data-layer-index]').length === {rows + 1}")
        self.tab.click(f"#train-layers [data-layer-index='{rows - 1}'] button[data-remove]")
        self.tab.wait(f"$$('#train-layers [data-layer-index]').length === {rows}")
        self.tab.choose("#train-epochs", "1")
        self.go()
        self.state("train", "finished", seconds=90)
        self.assertEqual(self.count("#train-table tbody tr"), 1)


if __name__ == "__main__":
    unittest.main()
