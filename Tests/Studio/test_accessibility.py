"""Everybody can use the studio: what axe-core finds, and what the keyboard reaches."""

from __future__ import annotations

import importlib.util
import pathlib
import unittest
from typing import Any

from studio import VIEWS, StudioTest

# What a person can work, and sees.
WORKABLE = """$$(
  'a[href], button, input, select, textarea, summary, [tabindex]')
  .filter(element => !element.disabled && element.checkVisibility({visibilityProperty: true}))
  .filter(element => !element.closest('[hidden], [inert]'))"""

# The keyboard's way through a group of radio buttons, tabs or cells is the arrows, from one that Tab
# reaches; `tabindex` is -1 for the others.
EXPECTED = f"""(() => {{
  const all = {WORKABLE}, groups = '[role=tablist], [role=radiogroup], [role=toolbar], [role=grid]';
  const name = element => element.id || element.outerHTML.slice(0, 120);
  const lost = [];
  window.expected = new Set();
  for (const element of all) {{
    if (element.type === 'radio') {{
      const group = all.filter(other => other.type === 'radio' && other.name === element.name);
      if (element.checked || (!group.some(other => other.checked) && element === group[0])) {{
        window.expected.add(element);
      }}
    }} else if (element.tabIndex >= 0) {{
      window.expected.add(element);
    }} else if (element.matches('a, button, input, select, textarea, summary')) {{
      const group = element.closest(groups);
      if (!group || !all.some(other => group.contains(other) && other.tabIndex >= 0)) lost.push(name(element));
    }}
  }}
  return lost;
}})()"""

# Whether the element that has the focus shows it, on itself or on the label about a hidden input.
FOCUS = """(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const first = !window.expected.has(element) || window.expected.delete(element);
  const shows = part => {
    const style = getComputedStyle(part);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none';
  };
  const parts = [element, element.closest('label'), element.nextElementSibling].filter(Boolean);
  const box = element.getBoundingClientRect();
  const seen = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  return {name: element.id || element.outerHTML.slice(0, 120), visible: parts.some(shows) && seen};
})()"""


def axe() -> str:
    """The script of axe-core, which a package of Python carries."""
    found = importlib.util.find_spec("axe_playwright_python")
    assert found and found.origin
    return pathlib.Path(found.origin).with_name("axe.min.js").read_text()


class AccessibilityTest(StudioTest):
    def fill(self) -> None:
        """Brings something to see into the views."""
        self.draw("42")
        self.expect_read("42")
        self.show("look")
        self.state("look", "shown", seconds=15)
        self.tab.wait("$$('#confusion button').length === 100", 30)

    def test_axe_finds_nothing_serious(self) -> None:
        script = axe()
        for width in (1440, 390):
            self.tab.size(width, 900)
            for theme in ("light", "dark"):
                self.tab.prefer(theme, motion="reduce")
                self.open("draw")
                self.fill()
                self.tab.call("Runtime.evaluate", expression=script)
                for view in VIEWS:
                    with self.subTest(view=view, theme=theme, width=width):
                        self.show(view)
                        self.assertEqual(self.findings(), [])

    def findings(self) -> list[str]:
        """What axe-core calls serious or critical, with the first places."""
        found: list[dict[str, Any]] = self.tab.evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then(result => result.violations)"
        )
        return [
            f"{one['impact']} {one['id']}: {one['help']}: {place['html'][:160]} {place['failureSummary'][:300]}"
            for one in found
            if one["impact"] in ("serious", "critical")
            for place in one["nodes"][:3]
        ]

    def test_the_keyboard_reaches_everything(self) -> None:
        self.fill()
        for view in VIEWS:
            with self.subTest(view=view):
                self.show(view)
                self.tab.evaluate("document.activeElement.blur()")
                self.assertEqual(self.tab.evaluate(EXPECTED), [], "no key leads there")
                # Not each of the hundred cells and sixty pictures needs to be a stop, but may be.
                unseen = []
                for _ in range(400):
                    self.tab.keys("Tab")
                    focus = self.tab.evaluate(FOCUS)
                    if focus and not focus["visible"]:
                        unseen.append(focus["name"])
                    if not self.tab.evaluate("window.expected.size"):
                        break
                missed = "[...window.expected].map(element => element.id || element.outerHTML.slice(0, 120))"
                self.assertEqual(self.tab.evaluate(missed), [], "Tab does not come there")
                self.assertEqual(unseen, [], "one does not see that it has the focus")

    def test_arrows_go_through_the_tabs(self) -> None:
        self.tab.evaluate("$('#tab-draw').focus()")
        for view in [*VIEWS[1:], VIEWS[0]]:
            self.tab.keys("ArrowRight")
            self.tab.wait(f"document.activeElement.id === 'tab-{view}'", 1)
        self.tab.keys("End", "Enter")
        self.tab.wait("!$('#view-models').hidden", 2)

    def test_nothing_moves_for_those_who_asked(self) -> None:
        self.tab.prefer(motion="reduce")
        self.open("draw")
        self.draw("5")
        moving = (
            "document.getAnimations().filter(one => one.effect.getTiming().duration > 100).length"
        )
        for view in VIEWS:
            self.show(view)
            self.assertEqual(self.tab.evaluate(moving), 0, view)


if __name__ == "__main__":
    unittest.main()
