"""The API against its own description: a linter reads it, a searcher tries to break it."""

from collections import Counter

import pytest
import schemathesis
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.engine import Status, from_schema
from schemathesis.engine.events import NonFatalError, ScenarioFinished

from web.openapi import OPERATIONS, list_rules

SEARCH = {
    "seed": 20271002,
    "headers": {"Accept-Encoding": "identity"},  # its client for WSGI unpacks nothing
    "generation": {"max-examples": 10, "no-shrink": True},
    "operations": [
        {
            # No schema can say which places exist, or how many days lie between two dates.
            "include-operation-id": "make_plan",
            "checks": {"positive_data_acceptance": {"expected-statuses": ["200", "400"]}},
        },
        {
            "include-operation-id": "time_order",
            "checks": {"positive_data_acceptance": {"expected-statuses": ["200", "400"]}},
        },
    ],
}


def test_the_description_is_sound_and_complete(site: FlaskClient) -> None:
    document = site.get("/api/v1/openapi.json").get_json()

    assert document["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []
    told = {one["operationId"] for path in document["paths"].values() for one in path.values()}
    assert told == {name.rpartition(".")[2] for name in OPERATIONS}
    assert {rule.endpoint for rule in list_rules(site.application)} == set(OPERATIONS)


@pytest.mark.slow
# hypothesis-jsonschema and the WSGI client have warnings of their own that are not ours to mend.
@pytest.mark.filterwarnings("default")
def test_no_search_breaks_a_promise_of_the_description(site: FlaskClient) -> None:
    """All phases (examples, coverage, fuzzing, stateful) with all checks: no failure."""
    config = schemathesis.Config.from_dict(SEARCH)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", site.application, config=config)
    statuses, failures, checks = Counter[Status](), [], 0

    for event in from_schema(schema).execute():
        assert not isinstance(event, NonFatalError), event.info
        if isinstance(event, ScenarioFinished):
            statuses[event.status] += 1
            for case_id, made in event.recorder.checks.items():
                checks += len(made)
                case = event.recorder.cases[case_id].value
                failures += [
                    (case.as_curl_command(), one.name, str(one.failure_info.failure))
                    for one in made
                    if one.failure_info is not None
                ]

    assert failures == []
    assert set(statuses) <= {Status.SUCCESS, Status.SKIP}
    assert statuses[Status.SUCCESS] > len(OPERATIONS)
    assert checks > 3000
