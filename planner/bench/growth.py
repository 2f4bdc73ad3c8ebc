"""How an import grows: the command itself on copies of an extract, in a process of its own."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory
from time import perf_counter

from planner import service
from planner.bench.streets import Growth, measure_matrix
from planner.errors import RequestError
from planner.travel.streets import StreetRouter

RUN = "from planner.cli.commands import main; main()"
KIB = 1024


def run_import(extract: Path, folder: Path) -> tuple[float, float, int]:
    """Run the import command; return wall clock and processor time [s] and largest memory [B].

    Raises
    ------
    RequestError
        It failed.
    """
    words = [sys.executable, "-c", RUN, "--imported", str(folder), "import", "osm", str(extract)]
    start = perf_counter()
    child = Popen(
        words, stdout=DEVNULL, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RequestError({"extract": f"the import of {extract.name} failed"})
    return perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss * KIB


def measure_growth(extract: Path, copies: Sequence[int], seed: int) -> list[Growth]:
    """Import an extract and its copies, one size after the other.

    Raises
    ------
    RequestError
        An import failed.
    DataError
        The extract is not sound.
    """
    found = []
    for count in copies:
        with TemporaryDirectory() as name:
            folder, many = Path(name), Path(name) / f"copies-{count}.osm.pbf"
            nodes = service.write_copies(extract, many, count)
            wall_s, cpu_s, size = run_import(many, folder / "imported")
            router = service.load_world(imported=folder / "imported").streets
            assert isinstance(router, StreetRouter)
            found.append(Growth(count, nodes, wall_s, cpu_s, size, *measure_matrix(router, seed)))
    return found
