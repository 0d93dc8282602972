"""A camera sees three numbers in turn, and one that may not be used."""

from __future__ import annotations

import unittest
from typing import Any

import camera
from studio import StudioTest
from tab import Tab

# Notes when the film changes its colour, which is when a scene begins, and when the page says another
# number. Times are in milliseconds.
WATCH = """(() => {
  const video = $('#webcam-video'), text = $('#webcam-text');
  const view = $('#view-webcam');
  const pixel = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const notes = window.notes = {scenes: [], texts: [], said: []};
  const look = () => {
    pixel.drawImage(video, 0, 0, 1, 1);
    const [red, , blue] = pixel.getImageData(0, 0, 1, 1).data;
    const tint = blue - red, last = notes.scenes.at(-1);
    // Chromium takes the film as video, in which a step of both colours makes 3.6 between them.
    const scene = Math.round(tint / 3.6 / 4);
    if (scene !== last?.scene) {
      notes.scenes.push({time: performance.now(), scene, frames: +view.dataset.frames});
    }
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
  const say = () => {
    const now = text.textContent.trim();
    if (now !== notes.texts.at(-1)?.text) notes.texts.push({time: performance.now(), text: now});
  };
  new MutationObserver(say).observe(text, {childList: true, characterData: true, subtree: true});
  say();
  const live = $('#webcam-live');
  new MutationObserver(() => { if (live.textContent) notes.said.push(live.textContent); })
    .observe(live, {childList: true, characterData: true, subtree: true});
})()"""


class WebcamTest(StudioTest):
    filmed = True

    def start(self) -> None:
        self.show("webcam")
        self.tab.evaluate(WATCH)
        self.tab.click("#webcam-start")

    def test_reads_three_numbers_in_turn(self) -> None:
        self.tab.camera(True, self.server.address)
        with self.tab.unseen():
            self.start()
            self.state("webcam", "running")
            # The scene in which the film is when it starts may have begun before.
            self.tab.wait(
                f"window.notes.scenes.length > {2 * len(camera.NUMBERS) + 1}",
                30,
                "the film was seen",
            )
        notes = self.tab.evaluate("window.notes")
        video = "(video => [video.videoWidth, video.videoHeight])($('#webcam-video'))"
        self.assertEqual(self.tab.evaluate(video), [camera.WIDTH, camera.HEIGHT])

        first, last = notes["scenes"][0], notes["scenes"][-1]
        rate = (last["frames"] - first["frames"]) / (last["time"] - first["time"]) * 1000
        delays = {}
        for scene, after in zip(notes["scenes"][1:], notes["scenes"][2:]):
            if scene["scene"]:
                number = camera.NUMBERS[scene["scene"] - 1]
                delays[number] = self.delay(notes["texts"], number, scene["time"], after["time"])
        print(f"webcam: {rate:.1f} frames a second, read after {delays} ms; ", end="", flush=True)
        self.assertEqual(set(delays), set(camera.NUMBERS))
        self.assertLess(max(delays.values()), 1000, "milliseconds until a number was read")
        self.assertGreaterEqual(rate, 25, "frames a second at 640 × 480")
        shown = float(self.data("#webcam-fps", "value"))
        self.assertAlmostEqual(shown, rate, delta=5, msg="frames a second that the page shows")

        self.tab.click("#webcam-stop")
        self.state("webcam", "off")
        self.assertFalse(self.tab.evaluate("!!$('#webcam-video').srcObject?.active"))
        self.assertEqual(self.text("#webcam-words"), "What the camera shows is read here.")
        # A number was said to who hears the page while it was there.
        said = self.tab.evaluate("window.notes.said")
        self.assertEqual([f"Read: {number}" for number in camera.NUMBERS], said[:3])

    def delay(self, texts: list[dict[str, Any]], number: str, start: float, end: float) -> int:
        """How long after the start the number was said; until the end nothing else may be said."""
        said = [text for text in texts if start < text["time"] < end]
        numbers = [text["text"] for text in said]
        self.assertIn(number, numbers, "what was read while it was shown")
        place = numbers.index(number)
        self.assertEqual(numbers[place + 1 :], [], f"said after {number}, which was still there")
        return int(said[place]["time"] - start)

    def test_reads_alike_where_frames_have_to_be_drawn(self) -> None:
        self.tab.camera(True, self.server.address)
        self.start()
        self.state("webcam", "running")
        furthest, shades = self.tab.evaluate(
            """(async () => {
              const {grabFrame} = await import('./js/frame.js')
              const video = $('#webcam-video')
              video.pause()
              const copied = await grabFrame(video)
              window.VideoFrame = undefined
              const drawn = await grabFrame(video)
              // A camera's black is 16 and its white 235; the canvas has them from 0 to 255.
              const apart = Array.from(drawn.bytes, (grey, place) =>
                Math.abs(grey - (copied.bytes[place] - 16) * 255 / 219))
              return [Math.max(...new Set(apart)), new Set(drawn.bytes).size]
            })()"""
        )
        self.assertGreater(shades, 20, "shades of the frame")
        # Drawing rounds three colours and their sum.
        self.assertLessEqual(furthest, 2, "shades between the two ways")

    def test_reads_frames_that_have_to_be_drawn(self) -> None:
        self.tab.evaluate("window.VideoFrame = undefined")
        self.tab.camera(True, self.server.address)
        self.start()
        self.tab.wait(f"{camera.NUMBERS}.includes($('#webcam-text').value)", 15, "a number was read")

    def test_coming_back_to_the_page_sends_no_frame_twice(self) -> None:
        self.tab.camera(True, self.server.address)
        self.start()
        self.state("webcam", "running")
        for _ in range(4):
            self.tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        # The page asks for the next frame once a frame; how many are read depends on the machine. The
        # camera hurries when it starts, to 57 frames a second; five askings at a time were 172.
        rate = self.tab.evaluate(
            """new Promise(resolve => {
              const video = HTMLVideoElement.prototype
              const ask = video.requestVideoFrameCallback
              let asked = 0
              video.requestVideoFrameCallback = function (next) {
                asked += 1
                return ask.call(this, next)
              }
              const start = performance.now()
              setTimeout(() => {
                video.requestVideoFrameCallback = ask
                resolve(asked / (performance.now() - start) * 1000)
              }, 2000)
            })"""
        )
        self.assertGreater(rate, camera.RATE / 4)
        self.assertLess(rate, 3 * camera.RATE, "askings for the next frame, a second")

    def test_says_when_the_camera_is_denied(self) -> None:
        self.tab.camera(False, self.server.address)
        self.expect_problem(self.tab, "denied")

    def test_says_when_the_page_is_not_secure(self) -> None:
        # What a phone sees that opens the page of another machine without TLS.
        self.tab.call(
            "Page.addScriptToEvaluateOnNewDocument",
            source="""Object.defineProperty(window, 'isSecureContext', {value: false});
              Object.defineProperty(navigator, 'mediaDevices', {value: undefined});""",
        )
        self.tab.call("Page.reload")
        self.open("webcam")
        self.expect_problem(self.tab, "insecure")

    def expect_problem(self, tab: Tab, kind: str) -> None:
        """The page says in a sentence why there is no picture."""
        self.show("webcam")
        if not self.tab.evaluate("$('#webcam-start').disabled"):
            self.tab.click("#webcam-start")
        tab.wait(f"$('#webcam-problem').dataset.kind === {kind!r}", 5, kind)
        self.assertRegex(self.text("#webcam-problem"), r"\w+ \w+ \w+")
        self.tab.box("#webcam-problem")


if __name__ == "__main__":
    unittest.main()
