"""Arrows point one way: cli → run → stages → model; and the code keeps the shape that a newcomer can read."""

from __future__ import annotations

import ast
import statistics
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "linkcheck"
MODULES = sorted(PACKAGE.rglob("*.py"))

NOUNS = {
    "model",
    "errors",
    "settings",
    "ignoring",
    "language",
    "label",
    "tongue",
    "tracking",
    "http_time",
    "archives",
    "replay",
    "savers",
    "patterns",
    "toml",
    "marks",
    "tame",
    "apart",
    "bounded",
}
STAGES = {
    *("source", "frontmatter", "extract", "resolve", "local", "web", "judge", "archive", "store"),
    *("report", "fix"),
}
ALLOWED: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "patterns": set(),
    "toml": set(),
    "tame": set(),
    "apart": set(),
    "open_files": set(),
    "bounded": {"errors"},
    "archives": set(),
    "made": set(),
    "memory": set(),
    "git": {"errors"},
    "savers": {"model"},
    "replay": {"apart", "archives"},
    "marks": {"bounded", "errors", "model", "toml"},
    "language": {"model"},
    "settings": {"apart", "bounded", "errors", "git", "model", "patterns", "toml"},
    "ignoring": {"model", "settings"},
    "source": {"frontmatter"} | NOUNS,
    "extract": {"memory"} | NOUNS,
    "web": {"open_files"} | NOUNS,
    "plan": NOUNS,
    "report": {"made", "plan"} | NOUNS,
    "merge": {"model", "ignoring"},
    "changes": {"git", "source"} | NOUNS,
    "baseline": {"report"} | NOUNS,
    "books": STAGES | NOUNS | {"made", "plan"},
    "checking": {"judge", "made", "memory", "resolve", "store", "web", ""} | NOUNS,
    "reading": STAGES | NOUNS | {"books", "changes"},
    "investigation": STAGES | NOUNS | {"books", "checking", "run"},
    "run": STAGES | NOUNS | {"books", "checking", "reading", ""},
    "complete": STAGES | NOUNS | {"books", "checking", "investigation", "run"},
    "preserve": STAGES | NOUNS | {"checking"},
    "visit": STAGES | NOUNS,
    "prospect": STAGES | NOUNS | {"checking", "plan"},
    "cli": STAGES
    | NOUNS
    | {"baseline", "changes", "complete", "git", "memory", "merge", "plan", "preserve", "prospect"}
    | {"reading", "run", ""},
    "": set(),
    "__main__": {"cli", "memory", "open_files"},
}
"""What a part may import of ours; a stage that is not named: the nouns."""

OWNERS = {
    "httpx": "web",
    "httpcore": "web",
    "aiodns": "web",
    "selectolax": "web source",
    "markdown_it": "extract",
    "yaml": "frontmatter",
    "rich": "report cli",
    "jinja2": "report",
    "warcio": "archive web",
    "subprocess": "git",
    "sqlite3": "store",
    "platformdirs": "store",
    "typer": "cli",
    "re2": "judge patterns",
    "distributed": "checking",
    "pyarrow": "",
}
"""Libraries that only one part knows."""


def part_of(module: str) -> str:
    """`linkcheck.web.fetch` → `web`; the package itself is ""."""
    return [*module.split("."), ""][1]


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            below = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= below if node.module == "linkcheck" else {node.module}
    return found


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    own = part_of(name_of(path))
    allowed = ALLOWED.get(own, NOUNS) | {own}
    for module in imports(path):
        if module.split(".")[0] == "linkcheck":
            part = part_of(module)
            # `from linkcheck import __version__` is the package itself.
            assert part in allowed or part.startswith("__"), f"{name_of(path)} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_libraries_have_one_owner(path: Path) -> None:
    own = part_of(name_of(path))
    for module in imports(path):
        owners = OWNERS.get(module.split(".")[0])
        assert owners is None or own in owners.split(), f"{name_of(path)} imports {module}"


@pytest.mark.parametrize("name", ["model", "report"])
def test_what_is_loaded_later_is_there(name: str) -> None:
    package = import_module(f"linkcheck.{name}")
    for each in package.__all__:
        assert getattr(package, each) is not None
    with pytest.raises(AttributeError):
        getattr(package, "Nothing")  # noqa: B009 - as the import machinery does


def test_the_model_has_every_noun() -> None:
    nouns = {
        node.name
        for path in (PACKAGE / "model").glob("[a-z]*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, (ast.ClassDef, ast.FunctionDef))
    }
    assert nouns <= set(import_module("linkcheck.model").__all__)


def functions() -> list[tuple[str, int]]:
    return [
        (f"{name_of(path)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]


def test_functions_are_short() -> None:
    lengths = functions()
    assert [name for name, length in lengths if length > 50] == []
    assert statistics.median(length for _, length in lengths) <= 11


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_say_what_they_are_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_error_is_swallowed_whole(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None
            assert getattr(node.type, "id", "") not in {"Exception", "BaseException"}


TABLES = {"en.py", "zh_hans.py", "zh_hant.py"}
"""Sentences, which other tests hold key by key."""


def test_tests_are_at_least_as_long_as_the_source() -> None:
    def lines(paths: list[Path]) -> int:
        return sum(path.read_bytes().count(b"\n") for path in paths if path.is_file())

    tests = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "tests").rglob("*.toml")]
    tests += (ROOT / "fixtures" / "extract").iterdir()
    assert lines(tests) >= lines([path for path in MODULES if path.name not in TABLES])


VISIBLE = {"linkcheck", "tests", "fixtures", "pyproject.toml", "README.md", "Makefile"}
BESIDE = {"LICENSE", "requirements.lock", "dist", "build"}


def test_the_top_level_holds_six_names() -> None:
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert names - BESIDE == VISIBLE
