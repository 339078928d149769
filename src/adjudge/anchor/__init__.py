"""The quote anchor: every quote is located in the article's frozen text, or rejected with a reason.

Pure: it knows which differences between two writings of the same words are harmless, and nothing about claims.
"""

from adjudge.anchor._locate import Index, Place, locate


def spans(article: str, quote: str) -> list[tuple[int, int]] | None:
    """Return the offsets of the parts of the first occurrence of the quote, or None."""
    index = _index(article)
    place = locate(index, quote)
    if not isinstance(place, Place):
        return None
    return [index.tokens.span(hit.first, hit.last) for hit in place.hits]


from functools import lru_cache


@lru_cache(64)
def _index(article):
    return Index(article)
