"""What the measurements were made on, and with."""

import os
import pathlib
import platform
import re
import subprocess
from importlib import metadata

PACKAGES = ["keras", "tensorflow-cpu", "torch", "jax", "onnxruntime", "numpy"]


def first_match(pattern, path):
    found = re.search(pattern, pathlib.Path(path).read_text(), re.MULTILINE)
    return found[1] if found else "unknown"


def caches():
    sizes = []
    for cache in sorted(pathlib.Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        parts = [(cache / name).read_text().strip() for name in ("level", "type", "size")]
        level, kind, size = parts
        if kind != "Instruction":
            sizes.append(f"L{level} {size}")
    return ", ".join(sizes)


def instructions():
    flags = first_match(r"^flags\s*: (.*)", "/proc/cpuinfo").split()
    return "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else "SSE2"


def output(*command):
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return run.stdout.strip()


def machine(cores):
    memory = int(first_match(r"^MemTotal:\s*(\d+)", "/proc/meminfo"))
    changed = " with changes" if output("git", "status", "--porcelain", "Sources") else ""
    swift = re.search(r"Swift version (\S+)", output("swift", "--version"))
    return {
        "Processor": f"{first_match('^model name.*: (.*)', '/proc/cpuinfo')}, {instructions()}",
        "Cores": f"{cores} used of {os.cpu_count()}",
        "Caches": caches(),
        "Memory": f"{memory / 2**20:.0f} GiB",
        "System": first_match('^PRETTY_NAME="?([^"\n]*)', "/etc/os-release"),
        "Kernel": platform.release(),
        "Digits": (output("git", "rev-parse", "--short", "HEAD") or "no commit") + changed,
        "Swift": swift[1] if swift else "unknown",
        "Python": platform.python_version(),
        **{name: metadata.version(name) for name in PACKAGES},
    }
