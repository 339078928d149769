"""Judges a case as it stands and keeps the record; answers that were had before are found again by their fingerprint."""

from collections.abc import Sequence
from typing import Any

from adjudge import api
from adjudge.model.adjudication import Adjudication
from adjudge.store.case import Case
from adjudge.store.contents import record_draft
from adjudge.store.entry import Entry
from adjudge.store.log import Store


def check(store: Store, name: str, *, actor: str, **how: Any) -> tuple[Entry, Adjudication]:
    """Judge the newest market by all articles of the case, and keep the record unless the last one is the same.

    `how` goes to `api.check`. Nothing is kept of a check that gave no verdict; its finished answers are, by fingerprint.
    """
    case = Case(store, name)
    record = api.check(case.market, case.articles, **how)
    kept = keep(case, [record], actor=actor)
    return kept[-1] if kept else case.of_kind("adjudication")[-1], record


def keep(case: Case, records: Sequence[Adjudication], *, actor: str) -> tuple[Entry, ...]:
    """Keep records on a case, all or none, the first only where the last one there is another; gives the new entries."""
    drafts = [record_draft(record) for record in records]
    last = next(reversed(case.of_kind("adjudication")), None)
    if drafts and last and case.document(last.number) == drafts[0].document:
        drafts = drafts[1:]
    return case.store.append(case.name, drafts, actor=actor) if drafts else ()
