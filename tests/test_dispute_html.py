"""The page: nothing that was read can act on it, everything is linked both ways, and marks may lie on each other."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import make
import make_dispute
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_dispute_brief import disputed
from test_reports_safety import ACTIVE, HOSTILE, poisoned

from adjudge.dispute.page import as_html, documents
from adjudge.reports.html import page_of, policy
from adjudge.reports.html_documents import Places, marked, pieces, within
from adjudge.reports.html_links import Document, Linked, Mark
from adjudge.reports.html_style import SCRIPT, STYLE
from adjudge.reports.parts import Brief, Item, Section

ATTACKS = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", "\" onmouseover=\"alert(1)",
    "' autofocus onfocus='alert(1)", "<a href=javascript:alert(1)>x</a>", "<!-- --><svg/onload=alert(1)>", "</textarea></title><iframe src=//evil>",
    "&lt;script&gt;", "\x1b[2J\u202e\u2066\x00", "\ud800", "<base href=//evil><meta http-equiv=refresh content=0>",
]  # fmt: skip
ALLOWED = {
    "html": {"lang"}, "meta": {"charset", "http-equiv", "content", "name"}, "a": {"class", "href", "id", "data-to"}, "section": {"class"},
    "li": {"class", "id", "tabindex"}, "span": {"class"}, "div": {"class"}, "article": {"id", "tabindex"}, "aside": {"id", "aria-label"},
    "mark": {"class", "title"}, "details": {"class", "id"},
    **{tag: set() for tag in ("head", "title", "style", "body", "main", "h1", "h2", "ul", "p", "script", "summary", "dl", "dt", "dd", "kbd")},
}  # fmt: skip


class Seen(HTMLParser):
    """Reads a page as a browser would and keeps what it is made of."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.text, self.inside = [], [], {"script": [], "style": []}
        self.open = None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.open = tag if tag in self.inside else None
        if self.open:
            self.inside[tag].append("")

    def handle_endtag(self, tag):
        self.open = None

    def handle_data(self, data):
        if self.open:
            self.inside[self.open][-1] += data
        else:
            self.text.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def assert_is_harmless(page):
    """Only our own tags and attributes, our one script and style, no id twice, and no link that leaves the page."""
    seen = Seen(page)
    ids = [attributes["id"] for _, attributes in seen.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    for tag, attributes in seen.tags:
        assert set(attributes) <= ALLOWED[tag], (tag, attributes)
    assert seen.inside == {"script": [SCRIPT], "style": [STYLE]}
    assert all(re.fullmatch(r"#(?:n\d+|documents)", one["href"]) for one in seen.all("a") if "href" in one)
    assert not ACTIVE.search(page)
    return seen


def test_the_policy_allows_what_stands_in_the_page_and_nothing_else():
    """The hashes are those of the very bytes; there is no source, no host and no unsafe word in it."""
    seen = Seen(as_html(make_dispute.dispute()))
    (found,) = [one["content"] for one in seen.all("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    assert found == policy()
    for kind in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(seen.inside[kind][0].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in found
    assert found.startswith("default-src 'none'; ")
    assert not re.search(r"unsafe|http|\*|data:|self", found)


def test_the_policy_stands_before_anything_that_it_governs():
    """A policy that comes after a style or a script is none."""
    page = as_html(make_dispute.dispute())
    assert page.index("Content-Security-Policy") < page.index("<style>") < page.index("<script>")


def test_the_page_loads_nothing():
    """No address in an attribute, a style or the script."""
    seen = Seen(as_html(disputed()))
    assert not any(key in ("src", "srcset", "action", "poster", "data") for _, attributes in seen.tags for key in attributes)
    assert not re.search(r"url\(|@import|https?:|fetch\(|XMLHttp|eval\(|innerHTML", STYLE + SCRIPT)


KEEP = frozenset({"id", "criterion", "claim", "article", "for_", "against", "noted", "by", "word", "mark", "standing", "side"})


@pytest.mark.parametrize("keep", [frozenset({"word", "mark", "standing", "side"}), KEEP], ids=["ids too", "ids kept"])
@pytest.mark.parametrize("text", ATTACKS)
def test_no_text_acts_on_the_page_whatever_a_record_holds(text, keep):
    """With any text in every string field of both records and in the arguments."""
    clean = disputed(texts={"proposer": f"“{text}” it says. {text}", "disputer": text})
    found = clean.model_copy(update={"now": poisoned(clean.now, text, keep=keep), "then": poisoned(clean.then, text, keep=keep)})
    for blind in (False, True):
        assert_is_harmless(as_html(found, blind=blind))


@given(text=HOSTILE)
@settings(max_examples=40, deadline=None)
def test_what_a_page_shows_is_what_was_read(text):
    """Escaped in, the same words out, save for what is shown instead of acting."""
    page = page_of(
        Brief(Item("Q"), (Item("lead"),), (Section("s", (Linked(f"a{text}b", name=text, to=(text,)),)),)),
        (Document("A1", text, (text,), f"<{text}>"),),
    )
    assert_is_harmless(page)


def test_criteria_and_quotes_lead_to_each_other():
    """From the criterion to the words in the article, and from the words back to the criterion."""
    seen = Seen(as_html(make_dispute.dispute()))
    ids = [one["id"] for _, one in seen.tags if one.get("id")]
    assert len(ids) == len(set(ids))
    links = {one["href"][1:] for one in seen.all("a") if "href" in one}
    assert links <= set(ids)
    places = [one for one in seen.all("a") if one.get("class") == "place" and one["id"] in links and one["data-to"]]
    (criterion,) = {one["data-to"] for one in places}
    assert len(places) == 2, "the words of the rules, and those of the article"
    assert criterion in links & {one.get("id") for one in seen.all("li")}


def test_the_articles_stand_in_full_with_their_quotes_marked():
    """Every word of them, and every verified quote."""
    page = as_html(disputed())
    shown = "".join(Seen(page).text)
    assert make.LEDGER.split(", a senior")[0] in shown
    marks = re.findall(r"<mark class=\"(\w+)[^>]*>(.*?)</mark>", page)
    assert ("against", "As of the evening of November 30, Ukraine has not signed or otherwise accepted any framework document") in marks
    assert ("noted", "Kyiv will not sign anything by Thursday night") in marks
    assert any(tone == "aside" for tone, _ in marks)


def test_an_article_that_came_after_the_proposal_says_so():
    """On its own page, too."""
    assert "AFTER THE PROPOSAL" in as_html(make_dispute.later_article())
    assert "AFTER THE PROPOSAL" not in as_html(make_dispute.dispute())


def test_blind_shows_no_state_in_the_rules():
    """What the tool concluded is not given away by a hint."""
    (rules,) = [one for one in documents(disputed(), blind=True) if one.name == "rules"]
    assert all(not mark.says for mark in rules.marks)


SPANS = [
    ([(0, 3)], "[abc]defgh"),
    ([(0, 3), (3, 6)], "[abc][def]gh"),
    ([(1, 5), (3, 7)], "a[bc][de][fg]h"),
    ([(0, 8), (2, 4)], "[ab][cd][efgh]"),
    ([(2, 4), (2, 4)], "ab[cd]efgh"),
    ([(0, 8), (0, 2), (6, 8)], "[ab][cdef][gh]"),
    ([(5, 5), (6, 99), (-1, 2), (4, 2)], "abcdefgh"),
    ([], "abcdefgh"),
]


@pytest.mark.parametrize(("spans", "shown"), SPANS)
def test_marks_may_overlap_nest_touch_and_be_wrong(spans, shown):
    """The text is cut at every edge; a mark that lies outside the text is left out."""
    marks = tuple(Mark(start, end, f"K{number}", "for") for number, (start, end) in enumerate(spans))
    page = marked(Document("A1", "t", (), "abcdefgh", marks), Places(()))
    assert re.sub(r"<mark[^>]*>", "[", page).replace("</mark>", "]") == shown


@given(st.lists(st.tuples(st.integers(-2, 22), st.integers(-2, 22)), max_size=8))
def test_whatever_is_marked_no_letter_is_lost_or_doubled(spans):
    """Each piece knows every mark that covers it, and all pieces make the text."""
    text = 'abcdefghij<&>"klmnop'
    marks = within(text, [Mark(start, end, f"K{number}", "for") for number, (start, end) in enumerate(spans)])
    cut = list(pieces(text, marks))
    assert "".join(piece for piece, _ in cut) == text
    for mark in marks:
        assert "".join(piece for piece, over in cut if mark in over) == text[mark.start : mark.end]


def test_the_loudest_mark_gives_the_colour_and_all_are_named():
    """Text that addresses the reader is seen first, then what speaks against."""
    marks = (Mark(0, 4, "A", "for"), Mark(2, 6, "B", "against"), Mark(3, 5, "C", "aside"))
    found = re.findall(
        r'<mark class="(\w+)( many)?" title="([^"]*)">(\w+)<', marked(Document("A1", "t", (), "abcdefgh", marks), Places(()))
    )
    assert found == [("for", "", "A", "ab"), ("against", " many", "A; B", "c"), ("aside", " many", "A; B; C", "d"), ("aside", " many", "B; C", "e"), ("against", "", "B", "f")]  # fmt: skip


def test_links_stand_where_a_mark_ends_and_once():
    """Two marks that end together and lead to one criterion give one link."""
    marks = (Mark(0, 4, "A", "for", to=("C1",)), Mark(2, 4, "B", "for", to=("C1", "C2", "gone")))
    page = marked(Document("A1", "t", (), "abcdef", marks), Places(("A", "B", "C1", "C2")))
    assert re.findall(r'href="#(\w+)"', page) == ["n3", "n4"]
    assert page.endswith("</a>ef")


def test_a_flood_of_marks_is_bounded():
    """A page stays a page."""
    marks = tuple(Mark(number, number + 5, f"K{number}", "for") for number in range(5000))
    assert marked(Document("A1", "t", (), "x" * 6000, marks), Places(())).count("<mark") < 2000


def test_the_style_knows_dark_and_narrow():
    """Both colour schemes, and one column where there is no room for two."""
    assert "prefers-color-scheme:dark" in STYLE
    assert "@media (max-width:480px)" in STYLE
    assert "@media (min-width:1100px)" in STYLE
