from pathlib import Path

import pytest
from frictionless import Package, validate

from planner.geodata.datapackage import as_text, datapackage
from planner.geodata.schema import TABLES
from tests.geodata.small_folder import change


@pytest.fixture
def described(folder: Path) -> Path:
    path = folder / "datapackage.json"
    path.write_text(as_text(datapackage()), encoding="utf-8")
    return path


def test_the_file_is_what_the_contract_gives(real_folder: Path) -> None:
    text = (real_folder / "datapackage.json").read_text(encoding="utf-8")
    assert text == as_text(datapackage()), "run python scripts/build_datapackage.py"


def test_frictionless_finds_the_real_data_valid(real_folder: Path) -> None:
    report = validate(str(real_folder / "datapackage.json"))
    assert report.flatten(["type", "note"]) == []
    assert len(report.tasks) == len(TABLES) + 3


def test_frictionless_finds_the_small_folder_valid(described: Path) -> None:
    assert validate(str(described)).valid


@pytest.mark.parametrize(
    ("file", "column", "cell", "kind"),
    [
        ("festivals.csv", "area", "umbria", "foreign-key"),
        ("festivals.csv", "interests", "food wine", "constraint-error"),
        ("festivals.csv", "opens", "25:00", "type-error"),
        ("festivals.csv", "lon", "181", "constraint-error"),
        ("festivals.csv", "id", "fair-b", "primary-key"),
        ("editions.csv", "festival_id", "fair-c", "foreign-key"),
        ("crossings.csv", "from_port", "nice-port", "foreign-key"),
    ],
)
def test_frictionless_finds_planted_faults(
    described: Path, file: str, column: str, cell: str, kind: str
) -> None:
    change(described.parent, file, 2, column, cell)
    found = validate(str(described)).flatten(["type"])
    assert [kind] in found


def test_every_resource_names_a_licence_and_an_origin(real_folder: Path) -> None:
    package = Package(str(real_folder / "datapackage.json"))
    for resource in package.resources:
        assert resource.licenses, resource.name
        assert resource.sources, resource.name


def test_the_readme_names_every_file(real_folder: Path) -> None:
    readme = (real_folder / "README.md").read_text(encoding="utf-8")
    files = (path for path in real_folder.rglob("*") if path.is_file())
    names = {path.relative_to(real_folder).as_posix() for path in files} - {"README.md"}
    assert [name for name in sorted(names) if f"`{name}`" not in readme] == []
