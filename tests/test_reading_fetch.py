"""The guarded GET: which addresses are asked, what is refused, and that each cause has its sentence."""

import gzip
import http.server
import socket
import threading
import zlib
from typing import ClassVar

import pytest

from adjudge.errors import ArticleError, MarketError
from adjudge.reading import fetch, read_article
from adjudge.reading.addresses import is_public

PUBLIC = "93.184.216.34"
TEXT = "<html><body><article><p>The harbour board of Port Ellery voted on Tuesday to close the eastern pier for repairs.</p></article></body></html>"


class Pages(http.server.BaseHTTPRequestHandler):
    """Answers by path, and keeps what it was asked."""

    asked: ClassVar[list] = []

    def do_GET(self):
        self.asked.append((self.path, dict(self.headers)))
        status, headers, body = ROUTES.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body() if callable(body) else body)

    def log_message(self, *_):
        pass


PAGE = (200, {"Content-Type": "text/html; charset=utf-8"}, TEXT.encode())
ROUTES = {
    "/page": PAGE,
    "/caf%C3%A9?q=%20x": PAGE,
    "/moved": (302, {"Location": "/page"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/inside": (302, {"Location": "http://inside.example/"}, b""),
    "/metadata": (301, {"Location": "http://169.254.169.254/latest"}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/user": (302, {"Location": "http://me:secret@news.example/page"}, b""),
    "/nowhere": (302, {}, b""),
    "/gone": (410, {}, b""),
    "/denied": (403, {}, b""),
    "/broken": (503, {}, b""),
    "/image": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/json": (200, {"Content-Type": "application/json"}, b"{}"),
    "/big": (200, {"Content-Type": "text/plain"}, lambda: b"x" * 3_000_000),
    "/short": (200, {"Content-Type": "text/plain", "Content-Length": "100"}, b"only this"),
    "/packed": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(TEXT.encode())),
    "/bomb": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, lambda: gzip.compress(b"\0" * 50_000_000)),
    "/cut": (200, {"Content-Type": "text/html", "Content-Encoding": "deflate"}, zlib.compress(TEXT.encode())[:40]),
    "/brotli": (200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"x"),
}
HOSTS = {"news.example": [PUBLIC], "inside.example": ["10.0.0.7"], "mixed.example": [PUBLIC, "127.0.0.1"], "none.example": []}


@pytest.fixture(scope="module")
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield listening.server_address[1]
        listening.shutdown()


@pytest.fixture(autouse=True)
def network(server, monkeypatch):
    """A resolver that knows five hosts, and connections that end at the loopback server; gives what was connected to."""
    connected = []

    def resolve(host, port):
        if host in HOSTS:
            return HOSTS[host]
        return [str(found[4][0]) for found in socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)]

    def connect(address, port, timeout):
        connected.append((address, port))
        return socket.create_connection(("127.0.0.1", server), timeout=timeout)

    monkeypatch.setattr(fetch, "resolve", resolve)
    monkeypatch.setattr(fetch, "connect", connect)
    Pages.asked.clear()
    return connected


def test_a_page_is_fetched_from_the_address_that_was_checked(network):
    """The connection goes to the resolved address, under the name that was asked for, plainly and honestly."""
    fetched = fetch.get("http://news.example/page#part")
    assert (fetched.body, fetched.charset, fetched.url) == (TEXT.encode(), "utf-8", "http://news.example/page")
    assert network == [(PUBLIC, 80)]
    headers = Pages.asked[0][1]
    assert headers["Host"] == "news.example"
    assert headers["Accept-Encoding"] == "identity"
    assert headers["User-Agent"].startswith("adjudge")
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_a_url_is_an_article():
    """The fetched address is the article's, whatever the page calls itself."""
    article = read_article("http://news.example/page")
    assert (article.url, article.found["url"], article.outlet) == ("http://news.example/page", "address", "news.example")
    assert article.text.startswith("The harbour board")


def test_paths_beyond_ascii_are_quoted():
    """A pasted address works."""
    assert fetch.get("http://news.example/caf\u00e9?q=%20x").body == TEXT.encode()


def test_redirects_are_followed_and_kept(network):
    """Every hop is resolved and connected anew."""
    fetched = fetch.get("http://news.example/moved")
    assert fetched.hops == ("http://news.example/moved", "http://news.example/page")
    assert len(network) == 2


def test_a_gzip_body_is_unpacked_within_the_limit():
    """Some servers pack what was asked for plain."""
    assert fetch.get("http://news.example/packed").body == TEXT.encode()


REFUSED = [
    ("file:///etc/passwd", "not an http"), ("gopher://news.example/", "not an http"), ("//news.example/", "not an http"), ("http://", "not an http"), ("http://a b/", "not an http"), ("http://[::1", "not an address"),
    ("http://me:secret@news.example/", "name or password"), ("http://news.example:22/", "port 22"), ("http://none.example/", "no host named"),
    ("http://inside.example/", "private network"), ("http://mixed.example/", "private network"), ("http://127.0.0.1/", "private network"), ("http://[::1]/", "private network"), ("http://0.0.0.0/", "private network"),
    ("http://169.254.169.254/latest", "private network"), ("http://2130706433/", "private network"), ("http://0x7f.1/", "private network"), ("http://0177.0.0.1/", "private network"),
    ("http://[::ffff:127.0.0.1]/", "private network"), ("http://[fd00::1]/", "private network"), ("http://100.64.0.1/", "private network"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "says"), REFUSED)
def test_what_must_not_be_asked_is_refused_before_any_connection(url, says, network):
    """No socket is opened, and no password is repeated."""
    with pytest.raises(ArticleError, match=says) as refused:
        fetch.get(url)
    assert network == []
    assert "secret" not in str(refused.value)


ANSWERS = [
    ("/loop", "redirects more than 5 times"), ("/inside", "private network"), ("/metadata", "private network"), ("/file", "not an http"), ("/user", "name or password"), ("/nowhere", "status 302"),
    ("/missing", "does not exist"), ("/gone", "exists no longer"), ("/denied", "may not be read by programs"), ("/broken", "could not be served"), ("/image", "is image/png"), ("/json", "is application/json"),
    ("/short", "broke off"), ("/cut", "broke off"), ("/brotli", "packed as br"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "says"), ANSWERS)
def test_every_bad_answer_has_its_sentence(path, says):
    """Redirects are checked like first addresses; half a page is no page."""
    with pytest.raises(ArticleError, match=says):
        fetch.get(f"http://news.example{path}")


@pytest.mark.parametrize("path", ["/big", "/bomb"])
def test_a_body_over_the_limit_is_refused_while_it_comes(path):
    """Decoded bytes count, and they are counted before they are there."""
    with pytest.raises(ArticleError, match="larger than 1 MB"):
        fetch.get(f"http://news.example{path}", max_body=1_000_000)


def test_other_callers_get_their_own_kinds_and_errors():
    """Markets are fetched through the same guard."""
    assert fetch.get("http://news.example/json", types=fetch.DATA, raises=MarketError).content_type == "application/json"
    with pytest.raises(MarketError):
        fetch.get("http://127.0.0.1/", raises=MarketError)


def test_a_change_from_https_to_http_is_refused(monkeypatch):
    """A page that was asked for safely is not taken unsafely."""
    monkeypatch.setattr(fetch, "_ask", lambda parts, trip: "http://news.example/page")
    with pytest.raises(ArticleError, match="from https to plain http"):
        fetch.get("https://news.example/page")


def test_a_server_that_drips_is_cut_off(monkeypatch):
    """The deadline holds for the whole exchange, not for each byte."""
    monkeypatch.setattr(fetch, "TOTAL_SECONDS", 0.6)
    ours, theirs = socket.socketpair()
    monkeypatch.setattr(fetch, "connect", lambda *_: ours)
    stop = threading.Event()

    def drip():
        theirs.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not stop.wait(0.05):
            try:
                theirs.sendall(b"x")
            except OSError:
                return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    with pytest.raises(ArticleError, match="not complete after"):
        fetch.get("http://news.example/page")
    stop.set()
    thread.join()


def test_a_host_that_refuses_or_never_answers_is_named(monkeypatch):
    """The system's reason is in the sentence."""
    for fault, says in ((ConnectionRefusedError(111, "Connection refused"), "cannot be reached: Connection refused"), (TimeoutError(), "does not answer")):

        def connect(*_, fault=fault):
            raise fault

        monkeypatch.setattr(fetch, "connect", connect)
        with pytest.raises(ArticleError, match=says):
            fetch.get("http://news.example/page")


def test_a_certificate_that_cannot_be_checked_is_refused():
    """A server that does not speak TLS, or lies about who it is, gives no page."""
    with pytest.raises(ArticleError, match=r"certificate|cannot be reached"):
        fetch.get("https://news.example/page")


CLOSED = ["127.0.0.1", "::1", "0.0.0.0", "10.1.1.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.1.1", "100.100.100.200", "192.0.0.192", "168.63.129.16", "198.18.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "::", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "x"]


@pytest.mark.parametrize("address", CLOSED)
def test_addresses_that_are_not_public_are_closed(address):
    """Private, loopback, link-local, shared, reserved and metadata addresses, and IPv6 addresses that lead to them."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", PUBLIC, "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_open(address):
    """Anyone on the internet reaches them."""
    assert is_public(address)
