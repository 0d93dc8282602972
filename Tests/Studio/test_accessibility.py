"""Everybody can use the studio: what axe-core finds, and what the keyboard reaches."""

from __future__ import annotations

import importlib.util
import pathlib
import unittest
from typing import Any

from studio import VIEWS, StudioTest

# The keyboard's way through a group of radio buttons, tabs or cells is the arrows, from one that Tab
# reaches; `tabindex` is -1 for the others. Elements go by their place in the page, as a list that
# is loaded anew has others in the same places.
WALK = """window.walk = (() => {
  const groups = '[role=tablist], [role=radiogroup], [role=toolbar], [role=grid]';
  const controls = 'a[href], button, input, select, textarea, summary';
  const workable = () => [...document.querySelectorAll(`${controls}, [tabindex]`)]
    .filter(element => !element.disabled && !element.closest('[hidden], [inert]'))
    .filter(element => element.checkVisibility({visibilityProperty: true}));
  const name = element => {
    const path = [];
    for (let part = element; part && part !== document.body; part = part.parentElement) {
      const place = part.parentElement ? [...part.parentElement.children].indexOf(part) + 1 : 1;
      path.unshift(part.id ? `#${part.id}` : `${part.localName}:nth-child(${place})`);
      if (part.id) break;
    }
    return path.join(' > ') + (element.id ? '' : ` (${element.textContent.trim().slice(0, 30)})`);
  };
  const stands = (element, all) => {
    if (element.type !== 'radio') return element.tabIndex >= 0;
    const group = all.filter(other => other.type === 'radio' && other.name === element.name);
    return element.checked || (!group.some(other => other.checked) && element === group[0]);
  };
  const look = part => {
    const {outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor} = getComputedStyle(part);
    const outline = outlineStyle === 'none' ? 0 : outlineWidth;
    return [outline, boxShadow, borderColor, backgroundColor].join();
  };
  return {
    stops() {
      const all = workable();
      return all.filter(element => stands(element, all)).map(name);
    },
    lost() {
      const all = workable();
      return all.filter(element => {
        if (!element.matches(controls) || element.type === 'radio' || element.tabIndex >= 0) return false;
        const group = element.closest(groups);
        return !group || !all.some(other => group.contains(other) && other.tabIndex >= 0);
      }).map(name);
    },
    focus() {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      // A hidden input shows its focus on the label about it, or on what stands for it beside it.
      const parts = [element, element.closest('label'), element.nextElementSibling].filter(Boolean);
      const focused = parts.map(look).join();
      element.blur();
      const left = parts.map(look).join();
      element.focus({preventScroll: true});
      const box = element.getBoundingClientRect();
      const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
      return {name: name(element), visible: inside && focused !== left};
    },
  };
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
        self.tab.prefer(motion="reduce")
        self.fill()
        self.tab.evaluate(WALK)
        for view in VIEWS:
            with self.subTest(view=view):
                self.show(view)
                self.tab.take_in()
                self.tab.evaluate("document.activeElement.blur()")
                self.assertEqual(self.tab.evaluate("walk.lost()"), [], "no key leads there")
                reached, unseen = set(), set()
                # Once around: the page has some hundred stops, with all cells and pictures.
                for _ in range(400):
                    self.tab.keys("Tab")
                    focus = self.tab.evaluate("walk.focus()")
                    if not focus:
                        continue
                    if focus["name"] in reached:
                        break
                    reached.add(focus["name"])
                    if not focus["visible"]:
                        unseen.add(focus["name"])
                missed = set(self.tab.evaluate("walk.stops()")) - reached
                self.assertEqual(missed, set(), "Tab does not come there")
                self.assertEqual(unseen, set(), "one does not see that it has the focus")

    def test_arrows_go_through_the_tabs(self) -> None:
        self.tab.evaluate("$('#tab-draw').focus()")
        for view in [*VIEWS[1:], VIEWS[0]]:
            self.tab.keys("ArrowRight")
            self.tab.wait(f"document.activeElement.id === 'tab-{view}'", 10)
        self.tab.keys("End", "Enter")
        self.tab.wait("!$('#view-models').hidden", 10)

    def test_arrows_need_not_wait_for_the_view(self) -> None:
        self.tab.evaluate("$('#tab-draw').focus()")
        press = "new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true})"
        self.tab.evaluate(f"[1, 2].forEach(() => document.activeElement.dispatchEvent({press}))")
        self.assertEqual(self.tab.evaluate("document.activeElement.id"), "tab-train")
        self.tab.wait("!$('#view-train').hidden", 10)

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
