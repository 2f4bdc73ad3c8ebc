"""Files of the data package, and files that are written as a whole."""

import json
from pathlib import Path

import pytest

from planner import service
from planner.errors import DataError, UnknownRecordError
from planner.geodata.package import package_paths
from planner.geodata.store import write_bytes


def test_the_shipped_package_names_its_tables_and_no_pictures() -> None:
    paths = package_paths(service.DATA)

    assert {"festivals.csv", "basemap/land.geojson", "datapackage.json", "README.md"} <= paths
    assert all((service.DATA / path).is_file() for path in paths)
    assert not any(path.endswith(".png") for path in paths)


def test_only_what_the_package_names_is_read() -> None:
    assert service.package_file("festivals.csv").startswith(b"id,name,")
    with pytest.raises(UnknownRecordError, match="unknown file"):
        service.package_file("../pyproject.toml")


@pytest.mark.parametrize("text", ["{", "[]", '{"resources": [{}]}', "null"])
def test_a_description_that_names_nothing_is_a_fault(tmp_path: Path, text: str) -> None:
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match="names no resources"):
        package_paths(tmp_path)


@pytest.mark.parametrize("path", ["/etc/hosts", "../other.csv", "a/../../b.csv"])
def test_a_file_outside_the_folder_is_a_fault(tmp_path: Path, path: str) -> None:
    described = json.dumps({"resources": [{"path": path}]})
    (tmp_path / "datapackage.json").write_text(described, encoding="utf-8")

    with pytest.raises(DataError, match="outside the package"):
        package_paths(tmp_path)


def test_a_file_is_written_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    write_bytes(tmp_path / "trip.pdf", b"%PDF")
    assert (tmp_path / "trip.pdf").read_bytes() == b"%PDF"
    with pytest.raises(DataError, match="cannot be written"):
        write_bytes(tmp_path / "none" / "trip.pdf", b"%PDF")
    assert [file.name for file in tmp_path.iterdir()] == ["trip.pdf"]
