"""Small builders for the fold's tests: a market on a treaty, to be signed in November 2025."""

from datetime import UTC, datetime, timedelta

from adjudge.decide import Case
from adjudge.model.adjudication import Options
from adjudge.model.article import Article, Published
from adjudge.model.claims import Bearing, Claim, ClaimSet, Interval
from adjudge.model.criteria import Clock, Criteria, Criterion, Path, Sources, Window
from adjudge.model.findings import CoverProposal, Finding, Findings, Supersedes
from adjudge.model.quote import Quote

OPENS = datetime(2025, 11, 1, 4, 0, tzinfo=UTC)
CLOSES = datetime(2025, 12, 1, 4, 59, tzinfo=UTC)
WINDOW = Window(opens=OPENS, closes=CLOSES, zone="America/New_York")
DURING = datetime(2025, 11, 20, 12, 0, tzinfo=UTC)
AFTER = datetime(2025, 12, 3, 12, 0, tzinfo=UTC)
INSIDE = Interval(earliest=datetime(2025, 11, 12, tzinfo=UTC), latest=datetime(2025, 11, 13, tzinfo=UTC))
BEFORE_WINDOW = Interval(earliest=datetime(2025, 10, 12, tzinfo=UTC), latest=datetime(2025, 10, 13, tzinfo=UTC))
AFTER_WINDOW = Interval(earliest=datetime(2025, 12, 2, tzinfo=UTC), latest=datetime(2025, 12, 2, 12, tzinfo=UTC))
ON_THE_EDGE = Interval(earliest=CLOSES - timedelta(hours=3), latest=CLOSES + timedelta(hours=3))
UNDATED = Interval()


def quote(words="they signed", where="body"):
    return Quote(given=words, where=where, exact=words, spans=((0, len(words)),), match="verbatim")


def criterion(name="C1", role="requires", mode="occurs", **more):
    mode = mode if role in ("requires", "early") else None
    return Criterion(id=name, role=role, mode=mode, strict=f"{name} is so.", quote=quote("the treaty is signed", "rules"), **more)


def criteria(*criteria_, paths=None, window=WINDOW, clock=None, regime="consensus", **more):
    kept = criteria_ or (criterion(),)
    names = tuple(one.id for one in kept if one.role == "requires")
    default = Path(outcome="No", kind="default")
    sources = more.pop("sources", Sources(regime=regime))
    return Criteria(
        subject="the treaty",
        criteria=kept,
        clock=clock or Clock(window=window),
        sources=sources,
        paths=paths if paths is not None else (Path(outcome="Yes", kind="trigger", all_of=names), default),
        **more,
    )


def published(at, latest=None):
    return Published(words=at.isoformat(), earliest=at, latest=latest or at)


def claim(id_="A1.K1", kind="occurred", voice="outlet", stance="for", on="C1", happened=INSIDE, **more):
    article = id_.split(".")[0]
    more.setdefault("quotes", (quote(),))
    if kind == "absence":
        more.setdefault("through", AFTER - timedelta(hours=2))
    more.setdefault("report", f"R-{article}")
    more.setdefault("name", "" if voice in ("outlet", "anonymous") else "The Ministry")
    return Claim(
        id=id_,
        article=article,
        statement="It was signed.",
        kind=kind,
        voice=voice,
        bears_on=(Bearing(criterion=on, stance=stance),),
        happened=happened,
        **more,
    )


def finding(state="met", for_=("A1.K1",), against=(), noted=(), on="C1", reading="strict"):
    return Finding(
        criterion=on, reading=reading, state=state, for_=tuple(for_), against=tuple(against), noted=tuple(noted), why="so it says"
    )


def case(*claims, found=None, as_of=AFTER, at=None, cover=(), supersedes=(), dated=None, subject=True, rules=None, **more):
    """Build a case; `dated` maps article ids to when they were published (the default is two days after INSIDE)."""
    names = sorted({one.article for one in claims} | set(dated or {}))
    when = {name: datetime(2025, 11, 14, tzinfo=UTC) for name in names} | dict(dated or {})
    articles = tuple(
        Article(id=name, text=f"text of {name}", outlet=name, published=published(when[name]) if when[name] else None) for name in names
    )
    sets = tuple(
        ClaimSet(
            article=name,
            covers="the treaty",
            subject=quote() if subject else None,
            claims=tuple(one for one in claims if one.article == name),
        )
        for name in names
    )
    rules = rules or criteria()
    proposals = tuple(CoverProposal(article=one) if "." not in one else CoverProposal(claim=one) for one in cover)
    findings = Findings(
        findings=tuple(found if found is not None else (finding(),)),
        cover=proposals,
        supersedes=tuple(Supersedes(later=later, earlier=earlier) for later, earlier in supersedes),
    )
    more.setdefault("options", Options())
    return Case(criteria=rules, claim_sets=sets, articles=articles, findings=findings, as_of=at or as_of, window=rules.clock.window, **more)
