"""Makes ``en-us.tsv.gz`` and ``en-gb.tsv.gz`` from the dictionaries of the package misaki 0.9.4 (Apache-2.0).

    python build.py FOLDER_WITH_THE_JSON_FILES

One line a word, sorted by the bytes of the word so that it can be found by bisection:

    record<TAB>ɹˈɛkəɹd|VERB=ɹəkˈɔɹd

The first pronunciation is the usual one; the others are for a part of speech. The checked dictionary ("gold")
goes before the collected one ("silver"). Nothing else is changed.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path


def line(word: str, sound: str | dict[str, str | None]) -> str:
    if isinstance(sound, str):
        return f"{word}\t{sound}"
    others = [f"{tag}={said}" for tag, said in sound.items() if said and tag not in ("DEFAULT", "None")]
    return f"{word}\t" + "|".join([sound["DEFAULT"], *others])


def main(source: Path) -> None:
    for ours, theirs in (("en-us", "us"), ("en-gb", "gb")):
        words = {}
        for quality in ("silver", "gold"):
            words |= json.loads((source / f"{theirs}_{quality}.json").read_text("utf-8"))
        lines = sorted((line(*entry) for entry in words.items()), key=lambda text: text.split("\t")[0].encode())
        text = "\n".join(lines) + "\n"
        target = Path(__file__).with_name(f"{ours}.tsv.gz")
        target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
