"""A person draws digits, with the mouse, a finger, and the keyboard."""

from __future__ import annotations

import base64
import unittest
import urllib.request

from studio import StudioTest


class DrawTest(StudioTest):
    def test_recognises_each_digit(self) -> None:
        for digit in range(10):
            with self.subTest(digit=digit):
                self.draw(str(digit))
                self.expect_read(str(digit))
                top = "$$('#draw-bars [data-top]').map(bar => bar.dataset.label)"
                self.assertEqual(self.tab.evaluate(top), [str(digit)], "the highest bar")
                self.assertGreater(self.inked("#draw-seen"), 10, "what the network sees is shown")
                self.clear()

    def test_answers_while_the_pen_moves(self) -> None:
        stroke = self.strokes(0)[0]
        self.tab.stroke(stroke[: len(stroke) // 2], lift=False)
        answered = "+$('#view-draw').dataset.answers > 0"
        self.tab.wait(answered, 2, "an answer while the pen is down")
        self.tab.lift(stroke[len(stroke) // 2])

    def test_reads_a_number(self) -> None:
        self.draw("305")
        self.expect_read("305")
        self.assertEqual(self.count("#draw-digits button[data-digit-index]"), 3)
        self.tab.click("#draw-digits button[data-digit-index='2']")
        self.tab.wait("$('#draw-bars [data-top]')?.dataset.label === '5'")

    def test_undo_and_clear(self) -> None:
        # The 3 and the 8 are one stroke each.
        self.draw("38")
        self.expect_read("38")
        self.tab.click("#draw-undo")
        self.expect_read("3")
        self.tab.click("#draw-undo")
        self.state("draw", "empty")
        self.assertEqual(self.text("#draw-text"), "")
        self.draw("6")
        self.expect_read("6")
        self.clear()
        self.assertEqual(self.text("#draw-text"), "")
        self.assertEqual(self.count("#draw-bars [data-top]"), 0)

    def test_what_is_taken_back_is_not_gone_on_with(self) -> None:
        self.draw("3")
        self.tab.evaluate("$('#draw-canvas').focus()")
        self.tab.keys(" ", "ArrowRight", "ArrowRight")
        self.assertEqual(self.text("#draw-pen-state"), "Pen down")
        self.tab.evaluate("""$('#draw-canvas').dispatchEvent(
          new KeyboardEvent('keydown', {key: 'z', ctrlKey: true, bubbles: true}))""")
        self.tab.keys("ArrowRight", "ArrowDown")
        self.expect_read("3")
        # Down again, not up: it was lifted with the stroke.
        self.tab.evaluate("$('#draw-pen-state').textContent = ''")
        self.tab.keys(" ")
        self.assertEqual(self.text("#draw-pen-state"), "Pen down")

    def test_the_next_view_takes_the_focus(self) -> None:
        self.draw("3")
        self.expect_read("3")
        self.tab.click("#draw-look")
        self.tab.wait("document.activeElement === $('#view-look')", 2, "the view has no focus")

    def test_keeps_what_was_wrong(self) -> None:
        self.draw("7")
        self.expect_read("7")
        self.tab.click("#draw-wrong")
        self.tab.click("#draw-labels button[data-label='1']")
        self.tab.wait("/1/.test($('#drawings-count').textContent)", 5, "one is kept")
        kept = self.server.ask("/v1/drawings")
        self.assertEqual([(one["label"], one["guess"]) for one in kept["drawings"]], [(1, 7)])
        picture = base64.b64decode(kept["drawings"][0]["picture"])
        self.assertEqual(len(picture), 784)
        self.assertEqual(max(picture), 255)

        # The links give MNIST's own format, with this drawing in it.
        address = self.tab.evaluate("$('#drawings-images').href")
        with urllib.request.urlopen(address) as answer:
            images = answer.read()
        self.assertEqual(
            images, bytes([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28]) + picture
        )
        address = self.tab.evaluate("$('#drawings-labels').href")
        with urllib.request.urlopen(address) as answer:
            self.assertEqual(answer.read(), bytes([0, 0, 8, 1, 0, 0, 0, 1, 1]))

        # It is still there after the page was loaded anew, and can be taken away.
        self.open("draw")
        if not self.tab.evaluate("$('#drawings').open"):
            self.tab.click("#drawings summary")
        self.tab.wait("$$('#drawings-list [data-drawing]').length === 1")
        self.tab.click("#drawings-list button[data-delete]")
        self.tab.wait("$$('#drawings-list [data-drawing]').length === 0")
        self.assertEqual(self.server.ask("/v1/drawings")["count"], 0)

    def test_a_finger_draws_and_the_page_stays(self) -> None:
        self.tab.size(390, 844, touch=True)
        strokes = self.strokes(3)
        before = self.tab.evaluate("scrollY")
        for stroke in strokes:
            self.tab.touch(stroke)
        self.expect_read("3")
        self.assertEqual(self.tab.evaluate("scrollY"), before, "the page scrolled under the finger")

    def test_the_keyboard_alone_draws(self) -> None:
        for _ in range(40):
            if self.tab.evaluate("document.activeElement.id") == "draw-canvas":
                break
            self.tab.keys("Tab")
        else:
            self.fail("Tab does not reach the canvas")
        self.tab.keys(*["ArrowUp"] * 6, shift=True)
        self.tab.keys(" ")
        self.tab.keys(*["ArrowDown"] * 12, shift=True)
        self.tab.keys(" ")
        self.expect_read("1")


if __name__ == "__main__":
    unittest.main()
