"""Many proposals at once: the most urgent first, and among equally urgent ones what the evidence contradicts most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from adjudge.dispute.judging import judge
from adjudge.dispute.panel import time_left
from adjudge.dispute.shapes import WORDS, Judgement, Proposal
from adjudge.dispute.standing import TONES, proposed
from adjudge.model.adjudication import Adjudication
from adjudge.model.base import iso
from adjudge.reports.parts import Brief, Item, Section, shorten
from adjudge.reports.words import duration, instant, plural, sentence

# Steps of urgency: what must be looked at before anything else, in this hour, today.
_STEPS = (
    (timedelta(minutes=30), "less than 30 minutes left"),
    (timedelta(hours=2), "less than 2 hours left"),
    (timedelta(hours=6), "less than 6 hours left"),
    (timedelta(days=1), "less than a day left"),
    (timedelta.max, "a day or more left"),
)
_PASSED, _UNKNOWN, _LATER = "the deadline has passed", "no deadline is known", "proposed only after the moment spoken about"
_WEIGHT = {"contradicted": 3, "premature": 2, "cannot_be_said": 1}
_QUESTION = 200


@dataclass(frozen=True, slots=True)
class Pending:
    """A proposal that waits, where it was read, and the saved record that speaks about it, if there is one."""

    name: str
    question: str
    proposal: Proposal
    record: Adjudication | None = None

    @property
    def judged(self) -> Judgement | None:
        """How the proposal stands against its record."""
        return judge(self.proposal.answer, self.record) if self.record else None


@dataclass(frozen=True, slots=True)
class Unread:
    """Something given that is no proposal to be judged, and why."""

    name: str
    why: str


def ordered(pending: Iterable[Pending], now: datetime) -> list[Pending]:
    """Put proposals in order: by step of urgency, then by how strongly the record contradicts them, then by the clock."""
    return sorted(pending, key=lambda one: (_step(one, now)[0], -_strength(one), one.proposal.deadline or one.proposal.at, one.name))


def _step(one: Pending, now: datetime) -> tuple[int, str]:
    deadline = one.proposal.deadline
    if one.proposal.at > now:
        return len(_STEPS) + 2, _LATER
    if deadline is None:
        return len(_STEPS) + 1, _UNKNOWN
    if deadline <= now:
        return len(_STEPS), _PASSED
    return next((number, title) for number, (step, title) in enumerate(_STEPS) if deadline - now < step)


def _strength(one: Pending) -> float:
    """The word weighs more than any confidence; where nothing is saved, that stands between every doubt and what holds."""
    judged, sure = one.judged, one.record.confidence.value if one.record else 0.0
    if judged is None:
        return 0.5
    return -sure if judged.word == "holds" else _WEIGHT[judged.word] + sure


def brief_of(pending: Sequence[Pending], unread: Sequence[Unread], now: datetime) -> Brief:
    """Compose the list; what has no record is listed by time left only, and that is said."""
    rows = ordered(pending, now)
    titles = dict.fromkeys(_step(one, now)[1] for one in rows)
    sections = [Section(title, tuple(_row(one, now) for one in rows if _step(one, now)[1] == title), spaced=True) for title in titles]
    left = Section("not read as proposals", tuple(Item(one.why, one.name, "muted") for one in unread))
    return Brief(Item(f"{plural(len(rows), 'proposal')} to decide on"), tuple(_lead(rows, now)), (*sections, left))


def _lead(rows: Sequence[Pending], now: datetime) -> list[Item]:
    without = sum(one.record is None for one in rows)
    items = [Item(f"As of {instant(now)}; by time left, then by how strongly the evidence contradicts the proposal.", tone="muted")]
    if without:
        which = "None of them has a saved record" if without == len(rows) else f"{without:,} of {len(rows):,} have no saved record"
        items.append(Item(f"{which} beside it: listed by time left only, nothing is said about the evidence.", tone="open"))
    return items


def _row(one: Pending, now: datetime) -> Item:
    deadline = one.proposal.deadline
    label = (duration(deadline - now) if deadline > now else "passed") if deadline else "unknown"
    until = f", until {instant(deadline)}" if deadline else ""
    told = Item(f"proposed {proposed(one.proposal)} on {instant(one.proposal.at)}{until} [{one.name}]", tone="muted")
    return Item(shorten(one.question, _QUESTION), label).over(_standing(one), told)


def _standing(one: Pending) -> Item | None:
    judged, record = one.judged, one.record
    if judged is None or record is None:
        return None
    after = ", after the proposal" if record.as_of > one.proposal.at else ""
    source = f"Record as of {instant(record.as_of)}{after}; confidence {record.confidence.value:.2f}"
    return Item(f"{WORDS[judged.word]}: {sentence(judged.why, capital=False)} {source}", tone=TONES[judged.word])


def rows_of(pending: Sequence[Pending], unread: Sequence[Unread], now: datetime) -> dict[str, object]:
    """Give the same list as plain values, for programs."""
    return {
        "schema": "adjudge.triage/1", "as_of": iso(now), "proposals": [_plain(one, now) for one in ordered(pending, now)],
        "not_read": [{"name": one.name, "why": one.why} for one in unread],
    }  # fmt: skip


def _plain(one: Pending, now: datetime) -> dict[str, object]:
    judged = one.judged
    return {
        "name": one.name, "question": one.question,
        "proposal": one.proposal.model_dump(mode="json"), "left": time_left(one.proposal.deadline, now),
        "judgement": judged.model_dump(mode="json") if judged else None,
        "confidence": one.record.confidence.value if one.record else None,
        "record_as_of": iso(one.record.as_of) if one.record else None,
    }  # fmt: skip
