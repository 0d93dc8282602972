"""The server goes away under the page, and comes back."""

from __future__ import annotations

import unittest

from server import Server
from studio import StudioTest


class ConnectionTest(StudioTest):
    def test_says_that_the_server_is_gone_and_goes_on_when_it_is_back(self) -> None:
        self.assertTrue(self.tab.evaluate("$('#banner').hidden"))
        self.server.stop()
        self.draw("7")
        self.tab.wait("!$('#banner').hidden", what="the banner is shown")
        self.assertRegex(self.text("#banner-text"), r"\w+ \w+ \w+")

        again = Server(self.server.port)
        self.addCleanup(again.stop)
        self.tab.wait("$('#banner').hidden", 15, "the banner goes")
        # What was drawn meanwhile is read now, without a hand laid on it.
        self.expect_read("7", seconds=5)
        # The browser notes each request that nobody answered; that is as it should be here.
        self.tab.take_in()
        self.tab.problems.clear()

    def test_a_model_that_is_gone_gives_way(self) -> None:
        self.show("models")
        self.tab.wait("$$('#models-list [data-model]').length > 0")
        self.show("draw")
        # Its server was started again without it, while nothing was asked.
        self.tab.evaluate(
            """import('./js/model-choice.js').then(module => module.chooseModel('a-trained-one'))"""
        )
        self.draw("7")
        self.expect_read("7", seconds=5)
        self.assertEqual(self.tab.evaluate("$('#model-select').value"), "digits")
        self.assertIn("a-trained-one", self.text("#toasts"))
        self.tab.take_in()
        self.tab.problems.clear()


class ScrolledTest(StudioTest):
    def test_a_scrolled_page_says_so_too(self) -> None:
        self.show("look")
        self.tab.wait("$$('#mistakes [data-index]').length > 0", 30)
        self.tab.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        self.server.stop()
        self.tab.evaluate("$('#look-sources button').click()")
        self.tab.wait("!$('#banner').hidden", what="the banner is shown")
        top = "$('#banner').getBoundingClientRect().top"
        self.assertGreaterEqual(self.tab.evaluate(top), 0)
        self.tab.take_in()
        self.tab.problems.clear()


if __name__ == "__main__":
    unittest.main()
