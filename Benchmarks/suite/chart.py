"""Draws the seconds an epoch of each training as bars."""

from .jobs import DIGITS, JAX, KERAS, PYTORCH, TRAININGS

WIDTH, MARGIN, HEAD = 800, 32, 92
PANEL, BAR, GAP = 352, 20, 8
LABEL, VALUE = 66, 62  # room left and right of the bars
ROW = 170

STYLE = """
.benchmark .background{fill:#ffffff}
.benchmark .ink{fill:#1b1f24}
.benchmark .muted{fill:#656d76}
.benchmark .ours{fill:#0072b2}
.benchmark .peer{fill:#c3cad2}
@media (prefers-color-scheme: dark){
.benchmark .background{fill:#0d1117}
.benchmark .ink{fill:#e8ecf1}
.benchmark .muted{fill:#97a1ad}
.benchmark .ours{fill:#56b4e9}
.benchmark .peer{fill:#4a525d}
}
"""
FONT = "Inter, 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif"


def text(style, x, y, size, content, anchor="start", weight=400):
    return (
        f'<text class="{style}" x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}"'
        f' font-weight="{weight}">{content}</text>'
    )


def panel(title, times, x, y):
    """The bars of one training; each panel has its own scale."""
    yield text("ink", x, y, 14, title, weight=600)
    scale = (PANEL - LABEL - VALUE) / max(times.values())
    for row, (system, time) in enumerate(times.items()):
        top = y + 16 + row * (BAR + GAP)
        base = top + BAR / 2 + 4.5
        ours = system == DIGITS
        width = max(time * scale, 1)
        style, weight = ("ours", 600) if ours else ("peer", 400)
        words = "ink" if ours else "muted"
        yield text(words, x + LABEL - 8, base, 12.5, system, "end", weight)
        yield (
            f'<rect class="{style}" x="{x + LABEL:g}" y="{top:g}" width="{width:.1f}"'
            f' height="{BAR}" rx="2"/>'
        )
        value = f"{time:.2g} s" if time < 10 else f"{time:.0f} s"
        yield text(words, x + LABEL + width + 6, base, 12.5, value, weight=weight)


def chart(summary):
    panels = []
    for job in TRAININGS:
        times = {name: summary.epoch(job.name, name) for name in (DIGITS, KERAS, PYTORCH, JAX)}
        times[PYTORCH] = summary.pytorch(job.name)
        times = {name: time for name, time in times.items() if time}
        if times:
            panels.append((job.title, times))
    height = HEAD + (len(panels) + 1) // 2 * ROW - 8
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="benchmark" role="img" width="{WIDTH}"'
        f' height="{height}" viewBox="0 0 {WIDTH} {height}" font-family="{FONT}">'
    )
    yield f"<title>Seconds an epoch</title><style>{STYLE}</style>"
    yield f'<rect class="background" width="{WIDTH}" height="{height}" rx="8"/>'
    yield text("ink", MARGIN, 47, 19, "Seconds an epoch", weight=600)
    note = "Training on 60,000 pictures, two cores; shorter is better. Scales differ by panel."
    yield text("muted", MARGIN, 67, 12.5, note)
    for index, (title, times) in enumerate(panels):
        x = MARGIN + index % 2 * (PANEL + 32)
        yield from panel(title, times, x, HEAD + 20 + index // 2 * ROW)
    yield "</svg>"
