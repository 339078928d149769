"""`adjudge schema`: the record's JSON Schema."""

from adjudge.cli.output import emit


def schema() -> None:
    """Print the JSON Schema of a record."""
    from adjudge.reports.record import schema as written

    emit(written())
