"""Medians of what was measured."""

from statistics import median

from .jobs import COMPILED, PYTORCH


class Summary:
    def __init__(self, results):
        self.results = results

    def runs(self, job, system):
        return [r for r in self.results["runs"] if (r["job"], r["system"]) == (job, system)]

    def systems(self, job):
        return list(dict.fromkeys(r["system"] for r in self.results["runs"] if r["job"] == job))

    def median(self, job, system, value):
        """The median over the rounds; a list of numbers counts with its own median."""
        found = [run[value] for run in self.runs(job, system) if run.get(value) is not None]
        return median(median(v) if isinstance(v, list) else v for v in found) if found else None

    def largest(self, job, system, value):
        return max((run[value] for run in self.runs(job, system)), default=None)

    def epochs(self, job, system):
        """All epochs but the first of a process, which compiles and warms up."""
        return [s for run in self.runs(job, system) for s in run["epoch_seconds"][1:]]

    def epoch(self, job, system):
        rounds = [median(run["epoch_seconds"][1:]) for run in self.runs(job, system)]
        return median(rounds) if rounds else None

    def pytorch(self, job):
        """The better of its two ways."""
        times = [self.epoch(job, system) for system in (PYTORCH, COMPILED)]
        return min((time for time in times if time), default=None)

    def inaccurate(self):
        """Systems that learn clearly less than the best one: these would not do the same job."""
        for job in dict.fromkeys(run["job"] for run in self.results["runs"]):
            accuracies = {name: self.median(job, name, "accuracy") for name in self.systems(job)}
            best = max((a for a in accuracies.values() if a), default=0)
            for system, accuracy in accuracies.items():
                if accuracy is not None and accuracy < best - 0.01:
                    yield f"{job}: {system} reaches {accuracy:.2%}, the best {best:.2%}"


def ratio(numerator, denominator):
    return numerator / denominator if numerator and denominator else None
