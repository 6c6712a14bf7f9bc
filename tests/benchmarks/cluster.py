"""What a Dask cluster on this computer costs over the sandbox's own workers: ``python -m tests.benchmarks.cluster``.

Ten videos of ten seconds at 720p are made one after another by the same renderer on as many processes; only the
executor differs (goal: under 10 % more time). The cluster is there before the clock starts. Needs
``pip install "pictory_nb[dask]"``.
"""

from __future__ import annotations

import os
import tempfile
from concurrent.futures import Executor
from pathlib import Path

from pictory_nb.renderer import Film, render
from pictory_nb.sandbox.workers import cores
from tests.benchmarks.reference import Cost, minute, told_load, workers

VIDEOS = 10


def cost_of(films: list[Film], executor: Executor, folder: Path) -> Cost:
    cost = Cost()
    with cost.measured():
        for number, film in enumerate(films):
            render(film, folder / f"{number}.mp4", executor=executor)
    return cost


def main() -> None:
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        films = [minute(folder, shots=1)] * VIDEOS
        with workers(cores()) as crew:
            cost_of(films[:1], crew, folder)
            own = cost_of(films, crew, folder)
        print(
            f"the sandbox's workers  {own.wall:6.2f} s {own.cpu:6.2f} s of CPU {own.memory / 1e6:5.0f} MB", flush=True
        )
        try:
            from distributed import Client, LocalCluster
        except ModuleNotFoundError:
            print('Dask is not installed: pip install "pictory_nb[dask]"')
            return
        with (
            LocalCluster(n_workers=cores(), threads_per_worker=1, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            executor = client.get_executor(pure=False)
            cost_of(films[:1], executor, folder)
            dask = cost_of(films, executor, folder)
    print(f"a Dask cluster         {dask.wall:6.2f} s {dask.cpu:6.2f} s of CPU {dask.memory / 1e6:5.0f} MB")
    print(f"{dask.wall / own.wall:.2f} times the time, {dask.cpu / own.cpu:.2f} times the CPU")
    print(told_load())


if __name__ == "__main__":
    main()
