"""Judges a case as it stands and keeps the record; answers that were had before are found again by their fingerprint."""

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
    draft = record_draft(record)
    last = next(reversed(case.of_kind("adjudication")), None)
    if last and case.document(last.number) == draft.document:
        return last, record
    return store.append(name, [draft], actor=actor)[0], record
