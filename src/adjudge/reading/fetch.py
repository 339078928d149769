"""One guarded GET: public addresses only, checked on every hop, with limits on bytes and time.

No cookies, no credentials, no proxy settings, no retries; markets are fetched through here too.
"""

import contextlib
import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from adjudge.errors import ArticleError, InputError
from adjudge.reading.addresses import is_public

PAGES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", "message/rfc822")
DATA = ("application/json", "text/json", "text/plain")
# Ten times the largest collected page with room for a PDF; what comes decoded counts.
MAX_BODY = 10_000_000
MAX_HOPS = 5
CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
TOTAL_SECONDS = 30.0
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document as a server gave it: decoded bytes, the final address, and what the server said of it."""

    url: str
    body: bytes
    content_type: str = ""
    charset: str = ""
    hops: tuple[str, ...] = ()
    """The addresses that were asked, in order; the last is `url`."""


@dataclass
class _Trip:
    """One call to `get`: its deadline, the kinds it accepts, the error it raises."""

    raises: type[InputError]
    types: Sequence[str]
    max_body: int
    deadline: float = field(default_factory=lambda: time.monotonic() + TOTAL_SECONDS)

    def left(self, most: float) -> float:
        """Give the seconds that a step may take; none left is a timeout."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, most)


def get(url: str, *, types: Sequence[str] = PAGES, raises: type[InputError] = ArticleError, max_body: int = MAX_BODY) -> Fetched:
    """Fetch one document from a public http(s) address, or raise one sentence that says why not."""
    trip = _Trip(raises, types, max_body)
    hops: list[str] = []
    while True:
        parts = _checked(url, trip, came_from=hops[-1] if hops else "")
        hops.append(url := parts.geturl())
        found = _ask(parts, trip)
        if isinstance(found, Fetched):
            return Fetched(url, found.body, found.content_type, found.charset, tuple(hops))
        if len(hops) > MAX_HOPS:
            raise raises(f"{hops[0]} redirects more than {MAX_HOPS} times")
        url = urljoin(url, found)


def resolve(host: str, port: int) -> list[str]:
    """Give the addresses of a host, once; the connection goes to one of these and nowhere else."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def connect(address: str, port: int, timeout: float) -> socket.socket:
    """Open a connection to an address that was checked."""
    return socket.create_connection((address, port), timeout=timeout)


def _checked(url: str, trip: _Trip, *, came_from: str) -> SplitResult:
    """Give the parts of an address that may be asked, its host in ASCII and its path quoted."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
        name = (host or "").encode("idna").decode("ascii") if host and not host.isascii() else host
    except ValueError as broken:
        raise trip.raises(f"{url!r} is not an address") from broken
    if parts.scheme not in ("http", "https") or not name or any(char.isspace() or ord(char) < 32 for char in url.strip()):
        raise trip.raises(f"{url!r} is not an http or https address")
    if "@" in parts.netloc:
        raise trip.raises(f"the address of {name} carries a name or password, which adjudge does not send")
    if came_from.startswith("https:") and parts.scheme == "http":
        raise trip.raises(f"{came_from} redirects from https to plain http")
    if port is not None and port < 1024 and port not in (80, 443):
        raise trip.raises(f"port {port} of {name} is not one that web pages come from")
    netloc = (f"[{name}]" if ":" in name else name) + (f":{port}" if port else "")
    safe = "/%:=&?~+!$,;'@()*[]-._"
    return parts._replace(netloc=netloc, path=quote(parts.path or "/", safe=safe), query=quote(parts.query, safe=safe), fragment="")


def _ask(parts: SplitResult, trip: _Trip) -> Fetched | str:
    """Ask one server; give the document, or where it says to go instead."""
    url, host = parts.geturl(), parts.hostname or ""
    try:
        address = _address(host, _port(parts), trip)
        connection = _open(parts, address, trip)
    except TimeoutError as late:
        raise trip.raises(f"{host} does not answer") from late
    except ssl.SSLError as untrusted:
        raise trip.raises(f"the certificate of {host} cannot be trusted: {getattr(untrusted, 'verify_message', '') or untrusted.reason}") from untrusted
    except OSError as refused:
        raise trip.raises(f"{host} cannot be reached: {refused.strerror or refused}") from refused
    watch = _cut_off(connection, trip)
    try:
        return _exchange(connection, parts, trip)
    except (OSError, http.client.HTTPException, zlib.error) as broken:
        if isinstance(broken, TimeoutError) or time.monotonic() >= trip.deadline:
            raise trip.raises(f"{url} was not complete after {TOTAL_SECONDS:.0f} seconds") from broken
        raise trip.raises(f"{host} broke off while sending {url} ({type(broken).__name__})") from broken
    finally:
        watch.cancel()
        connection.close()


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _address(host: str, port: int, trip: _Trip) -> str:
    """Resolve a host once, and give its first address where all of them are public."""
    found: list[list[str] | OSError | UnicodeError] = []

    def look() -> None:
        try:
            found.append(resolve(host, port))
        except (OSError, UnicodeError) as failed:
            found.append(failed)

    # The system's resolver has no time limit of its own that a caller can set.
    seeking = threading.Thread(target=look, daemon=True)
    seeking.start()
    seeking.join(trip.left(CONNECT_SECONDS * 2))
    if not found:
        raise TimeoutError
    if isinstance(found[0], Exception) or not found[0]:
        raise trip.raises(f"there is no host named {host}")
    if not all(is_public(address) for address in found[0]):
        raise trip.raises(f"{host} leads into a private network or to this machine, where adjudge fetches nothing")
    return found[0][0]


def _open(parts: SplitResult, address: str, trip: _Trip) -> http.client.HTTPConnection:
    """Connect to the checked address, under the name that was asked for."""
    host, port = parts.hostname or "", _port(parts)
    sock = connect(address, port, trip.left(CONNECT_SECONDS))
    if parts.scheme == "https":
        sock = tls_context().wrap_socket(sock, server_hostname=host)
    sock.settimeout(trip.left(READ_SECONDS))
    connection = http.client.HTTPConnection(f"[{host}]" if ":" in host else host, port)
    connection.default_port = 443 if parts.scheme == "https" else 80  # so that the Host header has no port
    connection.sock = sock
    return connection


def tls_context() -> ssl.SSLContext:
    """Trust what the system trusts; where it trusts nobody, the bundle that comes with the dependencies."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"] and not ssl.get_default_verify_paths().capath:
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _cut_off(connection: http.client.HTTPConnection, trip: _Trip) -> threading.Timer:
    """End the exchange at the deadline, however slowly its bytes drip in."""
    sock = connection.sock

    def cut() -> None:
        with contextlib.suppress(OSError):  # closed already
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, trip.deadline - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    return timer


def _exchange(connection: http.client.HTTPConnection, parts: SplitResult, trip: _Trip) -> Fetched | str:
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    accepted = ", ".join((*trip.types, "*/*;q=0.1"))
    connection.request("GET", target, headers={"User-Agent": user_agent(), "Accept": accepted, "Accept-Encoding": "identity", "Connection": "close"})
    response = connection.getresponse()
    if response.status in REDIRECTS and (location := response.headers.get("Location")):
        return location
    _require_success(response.status, parts.geturl(), trip)
    kind = response.headers.get_content_type() if response.headers.get("Content-Type") else ""
    if kind and kind not in (*trip.types, "application/octet-stream"):
        raise trip.raises(f"{parts.geturl()} is {kind}, which adjudge does not read")
    body = _body(response, parts.geturl(), trip)
    return Fetched("", body, kind, response.headers.get_content_charset() or "")


def user_agent() -> str:
    """Say who asks: one page, because a person named it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"adjudge/{version('adjudge')} (fetches single pages that a person names)"
    except PackageNotFoundError:
        return "adjudge (fetches single pages that a person names)"


STATUS = {
    204: "is empty", 304: "was not sent", 401: "asks for a login", 402: "asks for payment", 403: "may not be read by programs", 404: "does not exist", 410: "exists no longer",
    429: "was asked for too often", 451: "is withheld for legal reasons",
}  # fmt: skip


def _require_success(status: int, url: str, trip: _Trip) -> None:
    if status != 200:
        general = "could not be served" if status >= 500 else "was not given"
        raise trip.raises(f"{url} {STATUS.get(status, general)} (status {status})")


def _body(response: http.client.HTTPResponse, url: str, trip: _Trip) -> bytes:
    """Read and decode within the limit; a bomb is stopped while it unpacks, not after."""
    coding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise trip.raises(f"{url} comes packed as {coding}, though it was asked for plain")
    unpack = None if coding == "identity" else zlib.decompressobj(47 if "gzip" in coding else 15)
    parts, size = [], 0
    while size <= trip.max_body:
        trip.left(READ_SECONDS)
        chunk = response.read1(65_536)
        if not chunk:
            break
        plain = unpack.decompress(chunk, trip.max_body + 1 - size) if unpack else chunk
        parts.append(plain)
        size += len(plain)
    if size > trip.max_body or (unpack and unpack.unconsumed_tail):
        raise trip.raises(f"{url} is larger than {trip.max_body // 1_000_000} MB")
    _require_whole(response, unpack, url, trip)
    return b"".join(parts)


def _require_whole(response: http.client.HTTPResponse, unpack: "zlib._Decompress | None", url: str, trip: _Trip) -> None:
    """A page that broke off is not an article: its end may hold the correction."""
    if time.monotonic() >= trip.deadline:
        raise TimeoutError
    if response.length or (unpack is not None and not unpack.eof):
        raise trip.raises(f"{url} broke off before its end")
