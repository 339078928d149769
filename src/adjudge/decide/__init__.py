"""Decide: from criteria, verified claims and findings to one verdict. Pure; the model has no say here."""

from adjudge.decide.case import Case
from adjudge.decide.confidence import confidence
from adjudge.decide.fold import Folded, fold
from adjudge.decide.notices import flags_of, rules_fired
from adjudge.decide.readings import Decision, decide
from adjudge.decide.settle import headline, settle

__all__ = ["Case", "Decision", "Folded", "confidence", "decide", "flags_of", "fold", "headline", "rules_fired", "settle"]
