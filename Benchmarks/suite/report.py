"""Writes RESULTS.md."""

from .jobs import DIGITS, JAX, KERAS, ONNX, PREDICTIONS, PYTORCH, TRAININGS, settings
from .process import QUIET
from .summary import ratio
from .targets import targets


def number(value, scale=1, unit=""):
    return "–" if value is None else f"{digits(value * scale)}{unit}"


def digits(value):
    """Three of them, and never an exponent."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def percent(value):
    return "–" if value is None else f"{value:.2%}".replace("%", " %")


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return ["", *("| " + " | ".join(line) + " |" for line in lines), ""]


def training(summary, job):
    ours = summary.epoch(job.name, DIGITS)
    for system in sorted(summary.systems(job.name), key=lambda s: summary.epoch(job.name, s)):
        epochs = summary.epochs(job.name, system)
        time = summary.epoch(job.name, system)
        yield [
            f"**{system}**" if system == DIGITS else system,
            settings(system, job.model),
            number(time),
            f"{digits(min(epochs))}–{digits(max(epochs))}",
            number(ratio(time, ours)),
            percent(summary.median(job.name, system, "accuracy")),
        ]


def prediction(summary, model):
    job = f"predict-{model}"
    for system in [DIGITS, ONNX, PYTORCH]:
        yield [
            model,
            f"**{system}**" if system == DIGITS else system,
            number(summary.median(job, system, "seconds_all"), 1e3),
            number(summary.median(job, system, "seconds_one"), 1e6),
            percent(summary.median(job, system, "accuracy")),
        ]


def process(summary, system):
    dense, convnet = "dense-32", "convnet-128"
    whole = "whole" if system == DIGITS else dense
    size = summary.results["installations"].get(system, {}).get("bytes")
    return [
        f"**{system}**" if system == DIGITS else system,
        number(summary.median(whole, system, "wall_seconds")),
        number(summary.median(dense, system, "first_step_seconds")),
        number(summary.median(convnet, system, "first_step_seconds")),
        number(summary.largest(dense, system, "peak_bytes"), 1e-6),
        number(summary.largest(convnet, system, "peak_bytes"), 1e-6),
        number(size, 1e-6),
    ]


def installation_notes(summary):
    sizes = summary.results["installations"]
    ours, torch = sizes[DIGITS], sizes[PYTORCH]
    yield (
        f"Installations, in MB: Digits is its command of {number(ours['command_bytes'], 1e-6)}"
        " and the libraries it links,"
        f" of which Swift's are {number(ours['swift_bytes'], 1e-6)}. The others are their packages"
        " with all that these need, without Python itself. PyTorch comes from PyPI with CUDA, which"
        f" nothing here uses: NVIDIA's packages are {number(torch['cuda_bytes'], 1e-6)} of its MB."
    )
    peak = number(summary.largest("whole", DIGITS, "peak_bytes"), 1e-6)
    yield (
        "The time of a whole process is, for Digits, that of `digits train`, which also draws"
        f" figures and saves checkpoints (it peaks at {peak} MB); for the others that of a script"
        " that trains and evaluates."
    )


def quiet(summary):
    others = max(run["others"] for run in summary.results["runs"])
    if others <= QUIET:
        return "Nothing else was running: a run during which others worked was done again."
    return f"**The machine was not quiet**: during one run others used {others:.2f} cores."


def report(summary):
    results = summary.results
    rounds = results["rounds"]
    times = "once" if rounds == 1 else f"{rounds} times, in turn"
    yield from ["# Results", ""]
    if results["quick"]:
        yield from ["**Only a trial of the machinery: the numbers mean nothing.**", ""]
    yield "`make benchmark` wrote this page. [README.md](README.md) says what is measured and how."
    yield f"Measured on {results['date']}. Each system did each job {times}. {quiet(summary)}"
    yield from table(["", ""], [[name, value] for name, value in results["machine"].items()])

    yield from ["## Targets", "", "What Digits wants to reach, whether it does or not."]
    yield from table(
        ["", "target", "measured", ""],
        [[t.text, t.bound, t.value, t.verdict] for t in targets(summary)],
    )
    if wrong := list(summary.inaccurate()):
        yield from ["**Less accurate than others at the same job:**", "", *wrong, ""]

    yield from ["## Training", "", "![Seconds an epoch](results.svg)", ""]
    yield "Medians of the epochs after the first; least and most; and how many times ours."
    for job in TRAININGS:
        if summary.runs(job.name, DIGITS):
            yield from ["", f"### {job.title}: {job.epochs} epochs"]
            head = ["", "settings", "s/epoch", "least–most", "× ours", "test accuracy"]
            yield from table(head, training(summary, job))

    yield from ["## Prediction", ""]
    yield "Two threads for all pictures; for a single one, the better of one thread and two."
    rows = [row for model in PREDICTIONS for row in prediction(summary, model)]
    yield from table(["network", "", "10,000 pictures, ms", "one picture, µs", "accuracy"], rows)
    call = summary.median("predict-dense", ONNX, "seconds_call")
    yield f"A call of ONNX Runtime from Python that computes nothing takes {number(call, 1e6)} µs."

    yield from ["", "## Processes"]
    head = ["", "dense, whole process, s", "first step, dense, s", "convnet, s"]
    head += ["peak memory, dense, MB", "convnet, MB", "installation, MB"]
    yield from table(head, [process(summary, s) for s in [DIGITS, KERAS, PYTORCH, JAX, ONNX]])
    for note in installation_notes(summary):
        yield from [note, ""]
