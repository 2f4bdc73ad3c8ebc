"""Find Chromium for the browser tests, or install it; prints its path, or nothing.

Runs inside .venv (`python -m scripts.browser`). What it has to say goes to standard error.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APT = "apt-get"
LIMIT_S = 900


def say(line: str) -> None:
    """Tell the person at the terminal one thing."""
    print(f"filofesta: {line}", file=sys.stderr, flush=True)


def runs(command: Sequence[str]) -> bool:
    """Whether a command ends well; its output goes to standard error only if it does not."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, env=environment, check=False, capture_output=True, text=True, timeout=LIMIT_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        say(str(error))
        return False
    if done.returncode:
        ending = (done.stdout + done.stderr).strip()[-300:]
        say(f"{' '.join(command)}: exit code {done.returncode}: {ending}")
    return done.returncode == 0


def find_on_path() -> str | None:
    """Return the first browser on PATH that starts (a stub for another packager does not)."""
    wished = os.environ.get("FILOFESTA_CHROMIUM", "")
    paths = (path for path in map(shutil.which, (wished, *NAMES)) if path)
    return next((path for path in paths if runs([path, "--version"])), None)


def install_with_apt() -> str | None:
    """Install Debian's Chromium where we may; return its path, or None."""
    if os.geteuid() != 0 or not shutil.which(APT):
        return None
    say("installing Chromium with apt-get")
    packages = ["chromium", "fonts-liberation"]
    runs([APT, "update", "-qq"])
    runs([APT, "install", "-y", "-qq", "--no-install-recommends", *packages])
    return find_on_path()


def find_playwrights() -> str | None:
    """Return the path of Playwright's own Chromium if it was installed before, or None."""
    with sync_playwright() as playwright:
        return shutil.which(playwright.chromium.executable_path)


def install_with_playwright() -> str | None:
    """Let Playwright fetch its Chromium; return its path, or None."""
    say("installing Chromium with Playwright")
    runs([sys.executable, "-m", "playwright", "install", "chromium"])
    return find_playwrights()


def main() -> None:
    """Print the path of a Chromium that starts, or nothing."""
    ways = (find_on_path, find_playwrights, install_with_apt, install_with_playwright)
    print(next((path for path in (way() for way in ways) if path), ""))


if __name__ == "__main__":
    main()
