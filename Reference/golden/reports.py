"""A report on predicted classes by scikit-learn, and the calibration of confidences."""

import numpy as np
import sklearn
from sklearn.metrics import classification_report

from golden.store import generator

CLASSES = range(10)
NEVER_PREDICTED, WITHOUT_SUPPORT = 4, 7
NAMES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "the digit nine"]


def predictions():
    """Of labels that are not equally frequent, two thirds right."""
    random = generator(1600)
    frequencies = 1.0 / (np.arange(10) + 3)
    frequencies[WITHOUT_SUPPORT] = 0
    labels = random.choice(10, 157, p=frequencies / frequencies.sum())
    wrong = random.choice([c for c in CLASSES if c != NEVER_PREDICTED], 157)
    right = (random.uniform(size=157) < 0.65) & (labels != NEVER_PREDICTED)
    return labels.tolist(), np.where(right, labels, wrong).tolist()


def classification(folder):
    labels, predicted = predictions()
    cases = []
    for digits, names in [(2, None), (4, None), (3, NAMES)]:
        text = classification_report(
            labels, predicted, labels=CLASSES, target_names=names, digits=digits, zero_division=0
        )
        cases.append({"digits": digits, "target_names": names, "text": text})
    (folder / "classification_report.txt").write_text(cases[0]["text"])
    (folder / "classification_report_4_digits.txt").write_text(cases[1]["text"])
    return {
        "scikit-learn": sklearn.__version__, "labels": labels, "predictions": predicted,
        "reports": cases,
    }


def calibration():
    """Expected calibration error of Guo et al. 2017.

    Σ |Bₘ| / n · |accuracy(Bₘ) − confidence(Bₘ)|, where bin m of M holds the confidences in
    ((m − 1) / M, m / M].
    """
    random = generator(1601)
    # Overconfident, as networks are. The greatest of ten probabilities is never below a tenth.
    confidences = (0.1 + 0.9 * random.beta(3, 1.2, 120)).astype(np.float32).astype(np.float64)
    confidences[:2] = 0.5, 1
    correct = random.uniform(size=120) < confidences**1.5
    cases = []
    for count in (10, 15):
        edges = np.arange(count + 1) / count
        bins = []
        for lower, upper in zip(edges[:-1], edges[1:]):
            inside = (lower < confidences) & (confidences <= upper)
            size = int(inside.sum())
            bins.append({
                "count": size,
                "confidence": float(confidences[inside].mean()) if size else None,
                "accuracy": float(correct[inside].mean()) if size else None,
            })
        gaps = [
            (part["count"], abs(part["accuracy"] - part["confidence"]))
            for part in bins if part["count"]
        ]
        cases.append({
            "expected_calibration_error": sum(size * gap for size, gap in gaps) / 120,
            "maximum_calibration_error": max(gap for _, gap in gaps),
            "bins": bins,
        })
    return {
        "confidences": confidences.tolist(), "correct": correct.astype(int).tolist(),
        "cases": cases,
    }
