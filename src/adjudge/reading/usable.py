"""Whether a page's text is an article at all: no cookie wall, no paywall stub, no error page."""

import re

from adjudge.errors import ArticleError
from adjudge.reading.lines import CJK

MAX_CHARS = 400_000

# Below so many words a notice is the page and not a remark in an article; the shortest collected article has 75.
STUB_WORDS = 100
ERROR_PAGE = (
    r"\b404\b.{0,30}(?:error|not found)|(?:page|article|story|content)[^.\n]{0,40}(?:not found|cannot be found|could(?: not|n[’']t) be found|no longer (?:exists|available))"
    r"|(?:requested|looking for)[^.\n]{0,40}(?:not found|does(?: not|n[’']t) exist|(?:could|can)(?:not|n[’']t| not) (?:be )?f(?:ind|ound))"
    r"|^(?:internal server error|bad gateway|service (?:temporarily )?unavailable|(?:403 )?forbidden)\b"
)
ROBOT_WALL = (
    r"(?:verify|confirm|make sure|prove)[^.\n]{0,20}(?:you are|you[’']re)(?: not)? (?:a )?(?:human|robot)|are you a robot|checking your browser|access (?:to this page has been )?denied"
    r"|(?:enable|turn on|requires?) javascript|javascript is (?:disabled|required)|unusual (?:traffic|activity)"
)
PAYWALL = (
    r"(?:subscribe|sign in|log in|register|sign up)[^.\n]{0,40}(?:to|and) (?:continue|keep|read|unlock|access)|to (?:continue|keep) reading|already a (?:subscriber|member)"
    r"|(?:is|are) (?:only )?(?:for|available to) (?:our )?(?:paid )?subscribers|for subscribers only|subscriber[- ]only|(?:remaining|rest) of (?:this|the) (?:article|story)"
    r"|free articles? (?:left|remaining|this month)|unlock this (?:article|story)"
)
COOKIES = (
    r"\b(?:we|our partners|this (?:web)?site)[^.\n]{0,40}\bcookies|(?:accept|reject|manage|allow)(?: all)? cookies|cookie (?:settings|preferences|consent|notice)"
    r"|your (?:privacy|consent) (?:choices|preferences)|we value your privacy"
)
NOTICES = tuple(
    (what, re.compile(pattern, re.IGNORECASE | re.MULTILINE))
    for what, pattern in (("is an error page", ERROR_PAGE), ("is a wall against robots", ROBOT_WALL), ("is a paywall stub", PAYWALL), ("is a cookie notice", COOKIES))
)


def require_size(text: str, source: str) -> None:
    """Raise where a text is longer than any article."""
    if len(text) > MAX_CHARS:
        raise ArticleError(f"{source} has {len(text):,} characters; an article may have {MAX_CHARS:,}, and none is ever cut")


def require_usable(text: str, source: str, *, title: str = "") -> None:
    """Raise where a text is too large, is nothing, or is a notice in place of an article."""
    require_size(text, source)
    if not re.search(r"\w", text):
        raise ArticleError(f"{source} has no text that could be an article")
    for what, pattern in NOTICES:
        if _is_only(pattern, text, title):
            raise ArticleError(f"{source} {what}: it has no article text")


def _is_only(pattern: re.Pattern[str], text: str, title: str) -> bool:
    """True where a notice is there and little else is: too few words besides for an article."""
    if word_count(text) > 4 * STUB_WORDS or not pattern.search(f"{title}\n{text}"):
        return False
    rest = [line for line in text.splitlines() if not pattern.search(line)]
    return word_count("\n".join(rest)) < STUB_WORDS


def word_count(text: str) -> int:
    """Count words; scripts without spaces count two characters as one."""
    cjk = len(CJK.findall(text))
    return len(text.split()) + cjk // 2
