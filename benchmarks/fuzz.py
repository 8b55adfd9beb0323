"""Breaks the sample reports in many ways and tells what reading them ends in.

    python benchmarks/fuzz.py [NUMBER] [--seed FIRST]

Files are read in processes of their own, 20 seconds a file at the most. Each is read, refused with one
line, or a fault: a crash, a hang, or an error that nobody is meant to see.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.test_read_hostile import mutated  # noqa: E402

WHOLE = [path for kind in ("pdf", "docx") for path in sorted((ROOT / "samples").glob(f"*.{kind}"))]
SECONDS = 20
BATCH = 25
READER = """
import sys
from gmi.errors import GmiError
from gmi.read import read
for path in sys.argv[1:]:
    try:
        print("read" if read(path, ocr="never").text.strip() else "fault: empty text", flush=True)
    except GmiError as error:
        print("fault: two lines" if "\\n" in str(error) else "refused", flush=True)
    except BaseException as error:
        print(f"fault: {type(error).__name__}: {error}", flush=True)
"""


def outcomes(paths: list[Path]) -> list[str]:
    """What each file ends in; a process that dies or hangs is a fault of the file that it was reading."""
    command = [sys.executable, "-c", READER, *map(str, paths)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS * len(paths), cwd=ROOT)
        lines, end = run.stdout.splitlines(), f"fault: the process ended with {run.returncode}"
    except subprocess.TimeoutExpired as error:
        lines, end = (error.stdout or b"").decode().splitlines(), "fault: no end"
    if len(lines) < len(paths):
        lines = [*lines, end, *outcomes(paths[len(lines) + 1 :])] if len(paths) > len(lines) else lines
    return lines


def main() -> None:
    """Print how many files ended in what."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("number", nargs="?", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0, help="that of the first file")
    options = parser.parse_args()
    number, last = options.number, options.seed + options.number
    counts: Counter[str] = Counter()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for first in range(options.seed, last, BATCH):
            paths = []
            for seed in range(first, min(first + BATCH, last)):
                whole = WHOLE[seed % len(WHOLE)]
                path = Path(folder) / f"{seed}{whole.suffix}"
                path.write_bytes(mutated(whole.read_bytes(), seed))
                paths.append(path)
            for path, outcome in zip(paths, outcomes(paths), strict=True):
                counts[f"{path.suffix[1:]} {outcome}"] += 1
                path.unlink()
    for outcome, count in counts.most_common():
        print(f"{count:6} {outcome}")
    print(f"{number} files in {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
