"""The API against its own description: a linter reads it, and a searcher tries to break it."""

from collections.abc import Iterator

import pytest
import schemathesis
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.web.conftest import SitePlan
from web.openapi import OPERATIONS, list_rules


def test_the_description_is_sound(site: FlaskClient) -> None:
    document = site.get("/api/v1/openapi.json").get_json()

    assert document["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []
