"""`python -m scripts.bench.captions.many FOLDER COUNT`: all steps for so many files, one by one.

It prints the hours of speech and the CPU seconds that the steps took; the files are those of a
folder, again and again.
"""

from __future__ import annotations

import json
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from scripts.bench.captions.inputs import caption_files
from scripts.captions.choose import choose
from scripts.captions.doubts import doubts
from scripts.captions.read import read_captions
from scripts.captions.sections import sections
from scripts.captions.sentences import sentences


def work(path: Path) -> float:
    """Take a file through all steps; return its hours."""
    captions, _ = read_captions(path)
    if captions is None:
        return 0.0
    said = sentences(captions)
    choose(said)
    doubts(captions, said)
    sections(said, (), captions.duration)
    return (captions.cues[-1].end - captions.cues[0].start) / 3600


def main(folder: Path, count: int) -> None:
    """Work on files and print what that took."""
    files = caption_files(folder)
    began = time.process_time()
    hours = sum(map(work, islice(cycle(files), count)))
    print(json.dumps({"hours": hours, "cpu": time.process_time() - began}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
