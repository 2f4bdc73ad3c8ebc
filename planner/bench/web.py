"""Speed and weight of the site: a server is started, asked over HTTP, and stopped."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from planner.bench.report import Figure
from planner.errors import RequestError

ROOT = Path(__file__).resolve().parents[2]
LIGHTHOUSE = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
LIBRARIES = ("flask", "waitress", "folium")
AUDITS = 3
"""Runs of Lighthouse for a page; their median counts."""
TRIES = 3
"""Lighthouse loses the trace of a page now and then, and says to run it again."""
WARM, TIMES = 5, 30
"""Requests that are not counted, and those that are."""
STILL_SEARCHING = 202
FIRST_ANSWER_S = 300.0
"""The first trip is searched, maybe compiled, before its page is measured without its search."""
WISHES = {
    "start": "Livorno",
    "earliest": "2027-10-08",
    "latest": "2027-10-14",
    "days_min": "2",
    "days_max": "3",
}
NOT_KEPT = "made anew for each reader, as every page but home is"
TARGETS_MS = {"home": 50.0, "trip": 80.0, "festival": 80.0, "places": 20.0}
LEAST_SCORES = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 95}


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is measured."""

    name: str
    path: str
    note: str = ""


def list_pages(festival_id: str) -> tuple[Page, ...]:
    """Return the pages: home, the trip of fixed wishes, one feast."""
    return (
        Page("home", "/en/", "kept from the reader before"),
        Page("trip", f"/en/trip?{urlencode(WISHES)}", "its search kept from before"),
        Page("festival", f"/en/festival/{festival_id}"),
    )


@contextmanager
def serving(today: str) -> Iterator[tuple[str, int]]:
    """Serve the site on a free loopback port while the block runs; gives host and port.

    Raises
    ------
    RequestError
        The site did not start.
    """
    command = [sys.executable, "-m", "web", "127.0.0.1", "0", "2"]
    environment = {**os.environ, "FILOFESTA_TODAY": today}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            told = server.stdout.readline() if server.stdout else ""
            host, _, port = told.rpartition("//")[2].strip().rstrip("/").partition(":")
            if not port.isdigit():
                raise RequestError({"web": "the site did not start; try `filofesta serve`"})
            yield host, int(port)
        finally:
            server.terminate()


def ask(connection: HTTPConnection, path: str) -> tuple[float, int]:
    """Return how long one answer took [ms] and its compressed size [bytes].

    Raises
    ------
    RequestError
        The answer is no success.
    """
    begun = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    took_ms = (time.perf_counter() - begun) * 1000
    if answer.status != 200:
        raise RequestError({"web": f"{path} answers {answer.status}"})
    return took_ms, len(body)


def wait_for(connection: HTTPConnection, path: str) -> None:
    """Ask for a page until the search that it stands on has ended.

    Raises
    ------
    RequestError
        That takes too long.
    """
    latest = time.monotonic() + FIRST_ANSWER_S
    while time.monotonic() < latest:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        if answer.status != STILL_SEARCHING:
            return
        time.sleep(1.0)
    raise RequestError({"web": f"{path} was not ready after {FIRST_ANSWER_S:.0f} s"})


def measure(address: tuple[str, int], pages: tuple[Page, ...]) -> list[Figure]:
    """Return the median time of each page, warm, one request after the other."""
    connection = HTTPConnection(*address, timeout=FIRST_ANSWER_S)
    figures = []
    wished = Page("home with a wish", f"/en/?must={pages[2].path.rpartition('/')[2]}", NOT_KEPT)
    for page in (*pages, wished, Page("places", "/api/v1/places?q=por", "names as one types")):
        wait_for(connection, page.path)
        taken = [ask(connection, page.path) for _ in range(WARM + TIMES)][WARM:]
        size = f"{taken[0][1] / 1000:.0f} kB of HTML, compressed" if page.name != "places" else ""
        note = "; ".join(filter(None, (page.note, size)))
        name = f"{page.name}, server time, median of {TIMES}"
        times_ms = [took_ms for took_ms, _ in taken]
        figures.append(Figure(name, median(times_ms), "ms", TARGETS_MS.get(page.name), note=note))
    connection.close()
    return figures


def audit(address: tuple[str, int], pages: tuple[Page, ...], chromium: str) -> list[Figure]:
    """Return Lighthouse's scores and the weight of each page on a throttled phone.

    A score, the median of three, is told as the points that it lacks: at most 5 where 95 are due.

    Raises
    ------
    RequestError
        Lighthouse is not installed, or it ends without a report.
    """
    if not LIGHTHOUSE.exists():
        raise RequestError({"lighthouse": "is not installed; run scripts/test once"})
    figures = []
    for page in pages:
        there = f"http://{address[0]}:{address[1]}{page.path}"
        reports = [_report(there, chromium) for _ in range(AUDITS)]
        weight_kb = reports[0]["audits"]["total-byte-weight"]["numericValue"] / 1000
        most_kb = 600.0 if page.name == "home" else 500.0
        figures.append(Figure(f"{page.name}, weight on the wire", weight_kb, "kB", most_kb))
        for name, least in LEAST_SCORES.items():
            points = round(median(one["categories"][name]["score"] for one in reports) * 100)
            told = f"{page.name}, Lighthouse {name}: points lacking of 100"
            figures.append(Figure(told, 100 - points, "", 100 - least, note=f"{points} points"))
    return figures


def _report(address: str, chromium: str) -> Mapping[str, dict[str, dict[str, float]]]:
    """Return Lighthouse's report on an address."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        flags = "--headless=new --no-sandbox --disable-gpu"
        command = ["node", str(LIGHTHOUSE), address, "--quiet", "--output=json"]
        command += [f"--output-path={file}", f"--chrome-flags={flags}"]
        environment = {**os.environ, "CHROME_PATH": chromium}
        for _ in range(TRIES):
            done = subprocess.run(
                command, env=environment, check=False, capture_output=True, text=True, timeout=300
            )
            if done.returncode == 0 and file.exists():
                found: Mapping[str, dict[str, dict[str, float]]]
                found = json.loads(file.read_text("utf-8"))
                return found
    raise RequestError({"lighthouse": f"no report: {done.stderr.strip()[-200:]}"})
