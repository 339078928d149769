"""The base of every domain type: frozen, closed to unknown fields."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, PlainSerializer


class Frozen(BaseModel):
    """A value that never changes and carries no field that it does not declare."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", ser_json_inf_nan="null", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )


def in_utc(moment: datetime) -> datetime:
    """Give the same moment in UTC, which is how every instant is kept."""
    return moment.astimezone(UTC)


def iso(moment: datetime) -> str:
    """Write an instant the one way that records use.

    >>> from datetime import datetime, UTC
    >>> iso(datetime(2025, 12, 1, 4, 59, tzinfo=UTC))
    '2025-12-01T04:59:00Z'
    """
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


Instant = Annotated[AwareDatetime, AfterValidator(in_utc), PlainSerializer(iso, return_type=str, when_used="json")]
