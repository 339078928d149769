"""Questions about a record, answered from its texts; pure, given `ask`."""

from adjudge.asking.flow import answer, request, requests
from adjudge.asking.session import Session
from adjudge.asking.shapes import Answered

__all__ = ["Answered", "Session", "answer", "request", "requests"]
