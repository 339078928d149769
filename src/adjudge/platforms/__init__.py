"""What a verdict means on the platform that published the market, and what is wrong with a market before any article is read."""

from adjudge.platforms.answer import PlatformAnswer, answer
from adjudge.platforms.defects import defects
from adjudge.platforms.written import written_window

__all__ = ["PlatformAnswer", "answer", "defects", "written_window"]
