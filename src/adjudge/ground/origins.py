"""Which claims are one report: the same origin, or near-equal text, however many pages carry it."""

import re
from collections.abc import Iterable, Sequence

from adjudge.model.article import Article
from adjudge.model.claims import ClaimSet

SHINGLE = 5
# Wire copies share most of their words even when an outlet cuts the end: containment, not Jaccard.
NEAR_EQUAL = 0.6
_WORD = re.compile(r"\w+")
_GENERIC = re.compile(r"^(?:the|a|an)\s+|\s+(?:news agency|news|agency|wire|reports?|reported|newspaper)$")


def normal(name: str) -> str:
    """Reduce an outlet's name to what is compared.

    >>> normal("The Corvus News Agency")
    'corvus'
    """
    name = " ".join(_WORD.findall(name.casefold()))
    shorter = _GENERIC.sub("", _GENERIC.sub("", name))
    return shorter or name


def with_reports(claim_sets: Sequence[ClaimSet], articles: Sequence[Article]) -> tuple[ClaimSet, ...]:
    """Give every claim the report that it belongs to; ids follow the order of the articles."""
    origins = _joined(articles)
    names: dict[str, str] = {}
    done = []
    for claims in claim_sets:
        own = origins[claims.article]
        kept = tuple(
            claim.model_copy(update={"report": names.setdefault(_origin(claim.derives_from, own, origins), f"R{len(names) + 1}")})
            for claim in claims.claims
        )
        done.append(claims.model_copy(update={"claims": kept}))
    return tuple(done)


def _origin(derives_from: str, own: str, origins: dict[str, str]) -> str:
    named = normal(derives_from) if derives_from else ""
    return origins.get(f"outlet:{named}", f"outlet:{named}") if named else own


def _joined(articles: Sequence[Article]) -> dict[str, str]:
    """Map article ids and outlet keys to one key for each origin (union of outlet and near-equal text)."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for article in articles:
        outlet = f"outlet:{normal(article.outlet)}" if article.outlet else f"text:{article.sha256}"
        parent[root(article.id)] = root(outlet)
    for first, second in _near_equal(articles):
        a, b = sorted((root(first), root(second)))
        parent[b] = a
    return {key: root(key) for key in list(parent)}


def _near_equal(articles: Sequence[Article]) -> Iterable[tuple[str, str]]:
    """Pairs of articles whose texts are nearly the same, found through the shingles that they share."""
    shingles = {article.id: _shingles(article.text) for article in articles}
    holders: dict[int, list[str]] = {}
    for name, parts in shingles.items():
        for part in parts:
            holders.setdefault(part, []).append(name)
    shared: dict[tuple[str, str], int] = {}
    for names in holders.values():
        for index, first in enumerate(names[:50]):
            for second in names[index + 1 : 50]:
                shared[first, second] = shared.get((first, second), 0) + 1
    return [pair for pair, count in sorted(shared.items()) if count >= NEAR_EQUAL * min(len(shingles[pair[0]]), len(shingles[pair[1]]))]


def _shingles(text: str) -> set[int]:
    words = _WORD.findall(text.casefold())
    return {hash(tuple(words[start : start + SHINGLE])) for start in range(max(1, len(words) - SHINGLE + 1))}
