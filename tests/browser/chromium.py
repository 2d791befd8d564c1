"""Finds a Chromium to test with, or installs one.

python -m tests.browser.chromium    print where it is, having installed it if need be
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = ("Google Chrome", "Chromium")
DOWNLOADS = Path(__file__).resolve().parents[2] / ".dev" / "browsers"
# Quiet, and fit for a container: no sandbox for root, no calls home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CURE = (
    "No Chromium was found for the browser tests, and none could be installed:"
    " install the chromium package (or Google Chrome), or set CHROME to the program."
)


def find() -> str | None:
    """The browser to use: $CHROME, one of this machine's, or one fetched earlier."""
    if wanted := os.environ.get("CHROME"):
        if works(wanted):
            return wanted
        sys.exit(f"CHROME={wanted} does not start. Set it to a Chromium or Google Chrome program.")
    candidates = [shutil.which(name) for name in NAMES]
    candidates += [f"/Applications/{name}.app/Contents/MacOS/{name}" for name in MAC]
    candidates += [str(path) for path in sorted(DOWNLOADS.glob("chromium-*/*/chrome"))]
    candidates += [str(path) for path in sorted(DOWNLOADS.glob("chromium-*/*/*.app/*/MacOS/*"))]
    return next((path for path in candidates if path and works(path)), None)


def found_or_installed() -> str:
    """The browser to use, fetched first where there is none."""
    if not find():
        install()
    return find() or sys.exit(CURE)


def works(path: str) -> bool:
    """Whether the program says its version: Ubuntu's packages of that name are snap stubs."""
    if "snap" in os.path.realpath(path):
        return False
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0 and said.stdout.startswith(("Chromium", "Google Chrome"))


def install() -> None:
    """Debian's package where we may, else the build that Playwright fetches."""
    if is_debian() and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "-q", *command], env=quiet, capture_output=True)
        if find():
            return
    libraries = ["--with-deps"] if os.geteuid() == 0 and platform.system() == "Linux" else []
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", *libraries, "chromium"],
        env={**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(DOWNLOADS)},
        capture_output=True,
    )


def is_debian() -> bool:
    try:
        return platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        return False


if __name__ == "__main__":
    print(found_or_installed())
