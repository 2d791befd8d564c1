"""The house: every room has its floor, and what one may import from another."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
TOP_ROOMS = ("home", "modules", "quizzes")
# Wiring, not rooms: these may name anything.
WIRING = ("learning.settings", "learning.urls", "learning.wsgi")
# `working` is what a room that works in the background is handed by `learning.jobs`.
OPEN_TO_OTHERS = {
    "choices",
    "fields",
    "models",
    "permissions",
    "rules",
    "selectors",
    "services",
    "signals",
    "working",
}
# Every page wears the organisation's clothes, so its tags and middleware are for all; and the
# readers and writers of tables, and what every report does, are themselves what their rooms offer.
OPEN_WHOLLY = {"learning.organisation", "learning.reports", "learning.tabular"}
LONGEST = 400
OURS = ("learning", *TOP_ROOMS, "templates", "static", "tests")
VAGUE = {"utils", "util", "core", "common", "helpers", "misc"}


def rooms_on_disk():
    inside = {f"learning.{path.parent.name}" for path in ROOT.glob("learning/*/__init__.py")}
    return (inside | set(TOP_ROOMS)) - {"learning.settings", "learning.docs"}


def room_of(module):
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "learning" else parts[0]


@pytest.fixture(scope="module")
def contracts():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]


@pytest.fixture(scope="module")
def imports():
    """Every import between our modules: who imports what."""
    graph = grimp.build_graph("learning", *TOP_ROOMS, cache_dir=None)
    return [
        (importer, imported)
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    ]


def test_rooms_import_only_from_floors_below():
    linter = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run(
        [linter, "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_room_has_a_floor(contracts):
    [floors] = [contract for contract in contracts["contracts"] if contract["id"] == "floors"]
    with_floor = {room.strip() for layer in floors["layers"] for room in layer.split("|")}

    assert with_floor == rooms_on_disk()


def test_rooms_keep_their_views_forms_and_blocks_to_themselves(imports):
    trespassing = [
        f"{importer} imports {imported}"
        for importer, imported in imports
        if room_of(importer) != room_of(imported)
        and room_of(importer) not in WIRING
        and room_of(imported) not in (*OPEN_WHOLLY, imported)
        and imported.removeprefix(room_of(imported)).lstrip(".").split(".")[0] not in OPEN_TO_OTHERS
    ]

    assert sorted(trespassing) == []


def test_rules_are_plain_python():
    impure = [
        f"{file.relative_to(ROOT)} imports {name}"
        for room in rooms_on_disk()
        for file in (ROOT / room.replace(".", "/") / "rules").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        for name in imported_names(node)
        if name.split(".")[0] in {"django", "wagtail", "modelcluster"}
    ]

    assert sorted(impure) == []


def imported_names(node):
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def test_every_room_opens_with_its_sentence():
    silent = [
        room
        for room in rooms_on_disk()
        if not ast.get_docstring(
            ast.parse((ROOT / room.replace(".", "/") / "__init__.py").read_text())
        )
        and not (ROOT / room.replace(".", "/") / "README.md").exists()
    ]

    assert sorted(silent) == []


def test_no_file_is_too_long_to_read_in_one_sitting():
    files = [
        file
        for folder in OURS
        for file in (ROOT / folder).rglob("*")
        if file.suffix in {".py", ".html", ".css", ".js"}
        and not {"vendor", "migrations"}.intersection(file.parts)
    ]
    too_long = [
        str(file.relative_to(ROOT))
        for file in [*files, ROOT / "dev"]
        if len(file.read_text().splitlines()) > LONGEST
    ]

    assert sorted(too_long) == []


def test_nothing_is_called_utils_or_helpers():
    vague = [
        str(path.relative_to(ROOT))
        for folder in OURS
        for path in (ROOT / folder).rglob("*")
        if path.stem in VAGUE and "vendor" not in path.parts and path.suffix != ".pyc"
    ]

    assert sorted(vague) == []


# What a page says at once, loaded or not. `expect` asks again until it holds.
AT_ONCE = {
    "get_attribute",
    "inner_text",
    "input_value",
    "is_checked",
    "is_enabled",
    "is_hidden",
    "is_visible",
    "text_content",
    "title",
}


def test_a_test_in_a_browser_waits_for_what_it_asserts():
    impatient = [
        f"{file.relative_to(ROOT)}:{asserted.lineno} {call.attr}"
        for file in sorted((ROOT / "tests").rglob("*.py"))
        for tree in [ast.parse(file.read_text())]
        if drives_a_browser(tree)
        for asserted in ast.walk(tree)
        if isinstance(asserted, ast.Assert)
        for call in ast.walk(asserted.test)
        if isinstance(call, ast.Attribute) and call.attr in AT_ONCE
    ]

    assert impatient == []


def drives_a_browser(tree):
    return any(
        name.split(".")[0] == "playwright" or name == "tests.browser"
        for node in ast.walk(tree)
        for name in imported_names(node)
    )
