"""A limit in US dollars that no call may cross, shared by all threads of a connection."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from adjudge import prices
from adjudge.errors import OverBudget
from adjudge.settings import RELAY_MODEL, Settings


class Budget:
    """Keeps what was spent and what is under way; without a limit it only counts."""

    def __init__(self, settings: Settings) -> None:
        """Take the limit, and what prices depend on, from the settings."""
        self._settings = settings
        self._lock = threading.Lock()
        self._spent = self._held = Decimal(0)

    @property
    def spent(self) -> Decimal:
        """What the calls of this connection have cost so far, as far as they have a price."""
        with self._lock:
            return self._spent

    @contextmanager
    def hold(self, characters: int) -> Iterator[None]:
        """Set aside what a call could cost while it is under way, or refuse it."""
        amount = self._most(characters)
        with self._lock:
            if amount and self._spent + self._held + amount > (self._settings.max_cost or 0):
                raise OverBudget(self._refusal(amount))
            self._held += amount
        try:
            yield
        finally:
            with self._lock:
                self._held -= amount

    def spend(self, amount: Decimal | None) -> None:
        """Book what a call did cost."""
        with self._lock:
            self._spent += amount or 0

    def _most(self, characters: int) -> Decimal:
        if self._settings.max_cost is None or self._settings.model == RELAY_MODEL:
            return Decimal(0)
        most = prices.ceiling(self._settings.model, characters=characters, output_tokens=self._settings.max_output_tokens, host=self._settings.host)
        if most is None:
            raise OverBudget(self._unpriced())
        return most

    def _unpriced(self) -> str:
        who = f"the model {self._settings.model!r} at {self._settings.host}"
        return f"{who} has no known price, so the limit of {self._settings.max_cost} USD cannot be kept: leave the limit out, or choose a priced model"

    def _refusal(self, amount: Decimal) -> str:
        under_way = f" and {self._held:.4f} under way" if self._held else ""
        return f"the next call could cost {amount:.4f} USD, with {self._spent:.4f} spent{under_way}: over the limit of {self._settings.max_cost}"
