"""Fetching one document from a host that was allowed by name, and from nowhere else.

The host is on a list, the scheme is https, and the address that the name leads to is public: it is
resolved once, checked, and that very address is connected to, so that a second answer of the name
service cannot lead elsewhere.  Redirects are not followed.  Size and time are bounded.
"""

import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Event, Timer
from time import monotonic
from urllib.parse import SplitResult, urlsplit

from planner.errors import DataError, RequestError

ALLOWED_HOSTS = ("openagenda.com", "api.openagenda.com", "diffuseur.datatourisme.fr")
"""Portals that publish events under an open licence; `--allow` adds others."""
HTTPS = 443
MOST_BYTES = 20_000_000
MOST_S = 30.0
AGENT = "Filofesta (event import)"
Address = IPv4Address | IPv6Address


def resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def is_public(address: Address) -> bool:
    """Answer whether an address belongs to the open internet."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    inner = mapped or (address.sixtofour if isinstance(address, IPv6Address) else None)
    if inner is not None and not is_public(inner):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def over_tls(plain: socket.socket, host: str) -> socket.socket:
    """Return a connection whose other end has proved to be the host."""
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


@dataclass(frozen=True, slots=True)
class Gate:
    """What may be fetched, and how much of it."""

    hosts: tuple[str, ...] = ALLOWED_HOSTS
    most_bytes: int = MOST_BYTES
    most_s: float = MOST_S
    ports: tuple[int, ...] = (HTTPS,)
    resolve: Callable[[str, int], Sequence[str]] = resolve
    accepts: Callable[[Address], bool] = is_public
    secure: Callable[[socket.socket, str], socket.socket] = over_tls


def fetch(url: str, gate: Gate) -> bytes:
    """Return the document at an address.

    Raises
    ------
    RequestError
        The address is not one that may be fetched.
    DataError
        The host does not answer with a document inside the limits.
    """
    parts = check_url(url, gate)
    host, port = str(parts.hostname), parts.port or HTTPS
    ends_at = monotonic() + gate.most_s
    address = check_addresses(host, port, gate)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    late = DataError(url, None, f"took longer than {gate.most_s:g} s")
    is_cut = Event()
    try:
        with (
            socket.create_connection((address, port), timeout=gate.most_s) as plain,
            cut_off(plain, ends_at - monotonic(), is_cut),
            closing(HTTPConnection(host, port)) as connection,
        ):
            connection.sock = gate.secure(plain, host)
            body = receive(connection, path, url, gate)
    except DataError:
        raise
    except (OSError, HTTPException, ValueError) as error:
        if is_cut.is_set() or isinstance(error, TimeoutError):
            raise late from error
        reason = f"cannot be fetched: {str(error) or type(error).__name__}"
        raise DataError(url, None, reason) from error
    if is_cut.is_set():  # a body without a stated length ends where the line is cut
        raise late
    return body


@contextmanager
def cut_off(line: socket.socket, after_s: float, is_cut: Event) -> Iterator[None]:
    """End a connection after some time, however slowly the other end keeps it alive; say so."""

    def end(handle: socket.socket) -> None:
        is_cut.set()
        with suppress(OSError):
            handle.shutdown(socket.SHUT_RDWR)

    with line.dup() as handle:  # what secures the connection takes `line` itself over
        timer = Timer(max(after_s, 0.0), end, [handle])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


def check_url(url: str, gate: Gate) -> SplitResult:
    """Return the parts of an address that may be fetched.

    Raises
    ------
    RequestError
        It is not https, names a host that is not allowed, or carries what an address should not.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or HTTPS
    except ValueError as error:
        raise RequestError({"url": f"{url!r} is no web address: {error}"}) from error
    if parts.scheme != "https":
        raise RequestError({"url": f"{url!r} is not https; save the document and give the file"})
    if not url.isascii() or not url.isprintable() or " " in url:
        raise RequestError({"url": f"{url!r} has letters that an address must not have"})
    if parts.username or parts.password:
        raise RequestError({"url": "an address with a name or a password is not fetched"})
    if parts.hostname not in gate.hosts:
        allowed = ", ".join(gate.hosts)
        raise RequestError(
            {"url": f"host {parts.hostname!r} is not allowed ({allowed}); add it with --allow"}
        )
    if port not in gate.ports:
        raise RequestError({"url": f"port {port} is not allowed"})
    return parts


def check_addresses(host: str, port: int, gate: Gate) -> str:
    """Return the address to connect to, once all addresses of the host are found public.

    Raises
    ------
    RequestError
        One of them is private, of this machine, or reserved.
    DataError
        The host has none.
    """
    try:
        found = [ip_address(one.split("%")[0]) for one in gate.resolve(host, port)]
    except (OSError, ValueError) as error:
        raise DataError(host, None, f"has no address: {error}") from error
    if not found:
        raise DataError(host, None, "has no address")
    for address in found:
        if not gate.accepts(address):
            raise RequestError({"url": f"host {host!r} leads to {address}, which is not public"})
    return str(found[0])


def receive(connection: HTTPConnection, path: str, url: str, gate: Gate) -> bytes:
    """Return the body of the answer to a GET request.

    Raises
    ------
    DataError
        The answer is no document, or is larger than allowed.
    """
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Connection": "close"}
    connection.request("GET", path, headers=headers)
    with connection.getresponse() as answer:  # it holds the line open until it is closed itself
        if 300 <= answer.status < 400:
            to = (answer.getheader("Location") or "")[:200]
            raise DataError(url, None, f"leads on to {to!r}; redirects are not followed")
        if answer.status != 200:
            raise DataError(url, None, f"was answered with status {answer.status}")
        if (answer.getheader("Content-Encoding") or "identity") != "identity":
            raise DataError(url, None, "is sent packed, which was not asked for")
        body = answer.read(gate.most_bytes + 1)
        if len(body) > gate.most_bytes:
            raise DataError(url, None, f"is larger than {gate.most_bytes} bytes")
        if answer.length:
            raise OSError("the connection ended early")
        return body
