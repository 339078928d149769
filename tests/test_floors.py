"""The floor plan: every module has a floor, and imports go down only."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "adjudge"
FLOORS = {
    "errors": 0,
    "model": 1,
    "anchor": 2,
    "clock": 2,
    "prompting": 2,
    "wire": 2,
    "ground": 3,
    "decide": 3,
    "platforms": 3,
    "reports": 3,
    "asking": 4,
    "dispute": 4,
    "pipeline": 4,
    "llm": 5,
    "cassettes": 5,
    "relay": 5,
    "reading": 5,
    "markets": 5,
    "store": 5,
    "settings": 5,
    "prices": 5,
    "suite": 5,
    "api": 6,
    "casework": 6,
    "evaluate": 6,
    "cli": 6,
    "__main__": 6,
    "": 6,
}
PURE = [name for name, floor in FLOORS.items() if floor <= 4 and name]
# What would let a pure module see the world: files, sockets, the clock, the environment, chance.
WORLD = {
    "os",
    "socket",
    "time",
    "random",
    "subprocess",
    "pathlib",
    "shutil",
    "tempfile",
    "urllib",
    "http",
    "httpx2",
    "openai",
    "instructor",
    "tenacity",
    "vcr",
    "secrets",
}


def modules():
    return sorted(SRC.rglob("*.py"))


def family(path: Path) -> str:
    parts = path.relative_to(SRC).with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(SRC.parent).parts[: -node.level]
            names.add(".".join((*package, node.module or "")).strip("."))
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SRC)))
def test_every_module_stands_on_a_floor_and_imports_only_from_its_own_or_a_lower_one(path):
    """A module that is missing from the table, or that looks up, fails."""
    floor = FLOORS[family(path)]
    for name in imported(path):
        if name.startswith("adjudge."):
            below = name.split(".")[1]
            if below in FLOORS:
                assert FLOORS[below] <= floor, f"{path.name} (floor {floor}) imports {name} (floor {FLOORS[below]})"
                same = FLOORS[below] == floor and below != family(path)
                # Families of one floor do not lean on each other, except where floor 5 and 6 are composed.
                assert not same or floor >= 5, f"{path.name} imports its neighbour {name}"


@pytest.mark.parametrize("path", [path for path in modules() if family(path) in PURE], ids=lambda path: str(path.relative_to(SRC)))
def test_floors_zero_to_four_cannot_see_the_world(path):
    """No pure module imports files, sockets, the clock, the environment or a client."""
    assert not {name.split(".")[0] for name in imported(path)} & WORLD


def test_only_llm_imports_the_clients():
    """openai, instructor and tenacity are known in one place."""
    for path in modules():
        if {name.split(".")[0] for name in imported(path)} & {"openai", "instructor", "tenacity"}:
            assert family(path) == "llm", path
