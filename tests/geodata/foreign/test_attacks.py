"""Documents made to hurt: bombs, links, XML, endless rules, and addresses that lead inside."""

import gc
import socket
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from ipaddress import ip_address
from threading import Thread
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from planner.errors import DataError, PlannerError, RequestError
from planner.geodata.fetch import Gate, fetch, is_public
from planner.geodata.foreign.draft import Sheet
from planner.geodata.foreign.port import read_events
from planner.geodata.foreign.unpack import MOST_BYTES, MOST_ENTRIES

LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'
EVENT = "\r\n".join(
    [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1", "SUMMARY:x"),
        *("{}", "END:VEVENT", "END:VCALENDAR", ""),
    ]
)
MOST_WAIT_S = 60.0
"""No machine is so slow that loopback takes longer."""
DAY = "DTSTART;VALUE=DATE:20270101\r\n"
RULES = {
    "every second": "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "a day that never comes": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "no step": "FREQ=DAILY;INTERVAL=0",
    "every day for ever": "FREQ=DAILY",
    "no rule": "FREQ=NEVER",
}


def packed(*entries: tuple[str, bytes], link: str = "") -> bytes:
    """Return a ZIP archive."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
        if link:
            entry = ZipInfo(link)
            entry.external_attr = 0o120777 << 16
            archive.writestr(entry, "/etc/passwd")
    return stream.getvalue()


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "entities": (lambda: LAUGHS, "is XML"),
    "entities behind blanks": (lambda: b"\xef\xbb\xbf\n\t" + LAUGHS, "is XML"),
    "a file of this machine": (lambda: OUTSIDE, "is XML"),
    "XML in UTF-16": (lambda: OUTSIDE.decode().encode("utf-16"), "is not UTF-8"),
    "XML in an archive": (lambda: packed(("a.json", LAUGHS)), "is XML"),
    "zeroes": (lambda: packed(("a.json", b"0" * 9_000_000)), "unpacks to"),
    "many files": (
        lambda: packed(*((f"{n}.txt", b"") for n in range(MOST_ENTRIES + 1))),
        "entries",
    ),
    "a link": (lambda: packed(link="a.json"), "is a link"),
    "a way out": (lambda: packed(("../a.json", b"{}")), "leads out"),
    "an absolute name": (lambda: packed(("/etc/a.json", b"{}")), "leads out"),
    "gzip": (lambda: b"\x1f\x8b\x08\x00" + b"\x00" * 20, "is packed as gzip"),
    "half an archive": (lambda: packed(("a.json", b"{}"))[:40], "no sound archive"),
    "too large": (lambda: b" " * (MOST_BYTES + 1), "is larger than"),
    "too deep": (lambda: b"[" * 100_000, "nested too deeply"),
    "too deep, sound": (lambda: b"[" * 5_000 + b"]" * 5_000, "nested too deeply"),
    "a number without end": (lambda: b'{"a": ' + b"9" * 6_000 + b"}", "is not JSON"),
    "many objects": (lambda: b"[" + b"{}," * 200_001 + b"{}]", "holds more than"),
    "endless days": (
        lambda: b'{"@type": "Event", "startDate": "0001-01-01", "endDate": "9999-12-31"}',
        "longer than",
    ),
    "an end before the start": (
        lambda: b'{"@type": "Event", "startDate": "2027-02-02", "endDate": "2027-02-01"}',
        "before it begins",
    ),
    "no day": (lambda: b'{"@type": "Event", "startDate": "2027-02-30"}', "is no ISO date"),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_in_words(kind: str) -> None:
    make, words = BOMBS[kind]

    with pytest.raises(DataError, match=words):
        read_events(make(), Sheet("x"))


def test_what_an_archive_says_of_a_size_is_not_believed() -> None:
    honest = packed(("a.json", b"[" + b" " * 5_000 + b"]"))
    lie = honest.replace((5_002).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    assert lie != honest
    with pytest.raises(DataError, match="no sound archive"):
        read_events(lie, Sheet("x"))


@pytest.mark.parametrize("kind", RULES)
def test_a_rule_that_never_ends_is_refused(kind: str) -> None:
    text = EVENT.format(f"{DAY}RRULE:{RULES[kind]}")

    with pytest.raises(
        DataError, match=r"not one that we follow|more than 400 days|no iCalendar|needs"
    ):
        read_events(text.encode(), Sheet("x"))


def test_a_yearly_rule_on_a_day_that_never_comes_gives_its_first_day_only() -> None:
    text = EVENT.format(f"{DAY}RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")

    (event,) = read_events(text.encode(), Sheet("x"))

    assert [day.isoformat() for day in event.days] == ["2027-01-01"]


def test_control_characters_do_not_come_through() -> None:
    content = b'{"@type": "Event", "name": "a\\u0000\\u001b[31mb\\u2028c\\ud800"}'

    (event,) = read_events(content, Sheet("x"))

    assert event.name == "a [31mb c"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "fe80::1", "fc00::1", "::"),
        *("::ffff:127.0.0.1", "2002:7f00:1::", "ff02::1"),
    ],
)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700:4700::1111"])
def test_an_address_outside_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@contextmanager
def answering(*answers: bytes, stall: bool = False) -> Iterator[int]:
    """Answer one request on a loopback port with some bytes; gives the port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            line, _ = server.accept()
            with line, suppress(OSError):  # whoever asked may hang up
                line.settimeout(MOST_WAIT_S)
                line.recv(65_536)
                for part in answers:
                    line.sendall(part)
                while stall and line.recv(1):
                    pass

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(MOST_WAIT_S)
        assert not thread.is_alive()


def gate_to(port: int, **changes: object) -> Gate:
    """Return a gate through which the loopback server is reached, without TLS."""
    facts: dict[str, object] = {
        "hosts": ("festivals.example",),
        "ports": (port,),
        "resolve": lambda _host, _port: ["127.0.0.1"],
        "accepts": lambda _address: True,
        "secure": lambda plain, _host: plain,
        "most_s": MOST_WAIT_S,
    }
    return Gate(**{**facts, **changes})  # type: ignore[arg-type]


def head(status: str, *lines: str) -> bytes:
    """Return the head of an HTTP answer."""
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode()


def test_a_document_comes_whole() -> None:
    body = b'{"events": []}'
    with answering(head("200 OK", f"Content-Length: {len(body)}"), body) as port:
        assert fetch(f"https://festivals.example:{port}/a?b=c", gate_to(port)) == body


ANSWERS = {
    "a redirect": (head("302 Found", "Location: https://127.0.0.1/"), "redirects are not followed"),
    "a fault": (head("404 Not Found", "Content-Length: 0"), "status 404"),
    "packed": (head("200 OK", "Content-Encoding: gzip", "Content-Length: 1") + b"x", "sent packed"),
    "cut short": (head("200 OK", "Content-Length: 99") + b"x", "cannot be fetched|ended early"),
    "no HTTP": (b"SSH-2.0-x\r\n", "cannot be fetched"),
    "too large": (head("200 OK") + b"x" * 5_000, "is larger than 4000 bytes"),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_that_is_no_document_is_refused(kind: str) -> None:
    answer, words = ANSWERS[kind]
    with answering(answer) as port:
        gate = gate_to(port, most_bytes=4_000)
        with pytest.raises(DataError, match=words):
            fetch(f"https://festivals.example:{port}/", gate)


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_refused_answer_leaves_no_line_open(kind: str) -> None:
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        with answering(ANSWERS[kind][0]) as port:
            try:
                fetch(f"https://festivals.example:{port}/", gate_to(port, most_bytes=4_000))
            except DataError as error:
                error.args = (error,)  # a ring, so that only the collector frees what it holds
        gc.collect()

    assert heard == []


@pytest.mark.parametrize("start", [b"", head("200 OK") + b"x"])
def test_a_server_that_keeps_silent_is_left(start: bytes) -> None:
    with answering(start, stall=True) as port:
        gate = gate_to(port, most_s=0.3)
        with pytest.raises(DataError, match=r"took longer than 0\.3 s"):
            fetch(f"https://festivals.example:{port}/", gate)


def test_a_host_that_cannot_prove_its_name_is_left() -> None:
    secure = Gate().secure
    with answering(b"no TLS here") as port, pytest.raises(DataError, match="cannot be fetched"):
        fetch(f"https://festivals.example:{port}/", gate_to(port, secure=secure))


REFUSED = {
    "http": ("http://festivals.example/", "not https"),
    "a file": ("file:///etc/passwd", "not https"),
    "another host": ("https://other.example/", "not allowed"),
    "a host with the allowed one in it": ("https://festivals.example.evil.example/", "not allowed"),
    "an address as host": ("https://127.0.0.1/", "not allowed"),
    "a name before the host": ("https://festivals.example@127.0.0.1/", "name or a password"),
    "another port": ("https://festivals.example:22/", "port 22"),
    "no port": ("https://festivals.example:x/", "no web address"),
    "a line break": ("https://festivals.example/a\r\nHost: b", "letters|not"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_an_address_that_may_not_be_fetched_is_refused(kind: str) -> None:
    url, words = REFUSED[kind]
    with pytest.raises(RequestError, match=words):
        fetch(url, Gate(hosts=("festivals.example",)))


@pytest.mark.parametrize(
    "found", [["127.0.0.1"], ["1.1.1.1", "10.0.0.1"], ["::1"], ["fe80::1%eth0"]]
)
def test_a_host_that_leads_inside_is_refused(found: list[str]) -> None:
    gate = Gate(hosts=("festivals.example",), resolve=lambda _host, _port: found)
    with pytest.raises(RequestError, match="not public"):
        fetch("https://festivals.example/", gate)


def test_the_address_that_was_checked_is_the_one_that_is_used() -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    with answering(head("200 OK", "Content-Length: 2"), b"ok") as port:
        gate = gate_to(port, resolve=lambda _host, _port: next(answers))
        assert fetch(f"https://festivals.example:{port}/", gate) == b"ok"
    assert next(answers) == ["10.0.0.1"]


@pytest.mark.parametrize("found", [[], ["no address"]])
def test_a_host_without_address_is_a_fault(found: list[str]) -> None:
    gate = Gate(hosts=("festivals.example",), resolve=lambda _host, _port: found)
    with pytest.raises(PlannerError, match="has no address"):
        fetch("https://festivals.example/", gate)
