"""Makes ``voices.npz`` from the voice files of the npm package kokoro-js 1.2.1 (Apache-2.0).

    python build.py FOLDER_WITH_THE_BIN_FILES

A voice is a table of 510 x 256 numbers: the style for a text of 1, 2, ... 510 phonemes. The rows change so
smoothly that eight patterns and their amounts per row give the table back within 0.0013 (the numbers
themselves reach 1), at 12 KB a voice instead of 522.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

RANK = 8
VOICES = (
    "af_heart af_bella af_sarah af_aoede af_kore am_michael am_fenrir am_puck bf_emma bf_isabella bm_george bm_fable"
)


def main(source: Path) -> None:
    arrays = {}
    for name in VOICES.split():
        table = np.fromfile(source / f"{name}.bin", np.float32).reshape(-1, 256)
        mean = table.mean(0)
        amounts, strengths, patterns = np.linalg.svd(table - mean, full_matrices=False)
        root = np.sqrt(strengths[:RANK])
        arrays[f"{name}.amounts"] = (amounts[:, :RANK] * root).astype(np.float16)
        arrays[f"{name}.patterns"] = (patterns[:RANK] * root[:, None]).astype(np.float16)
        arrays[f"{name}.mean"] = mean.astype(np.float32)
        again = arrays[f"{name}.amounts"].astype(np.float32) @ arrays[f"{name}.patterns"].astype(np.float32) + mean
        print(f"{name}: off by at most {np.abs(again - table).max():.5f}")
    np.savez_compressed(Path(__file__).with_name("voices.npz"), **arrays)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
