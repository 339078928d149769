"""The table of commands: what help says without importing is what the commands say of themselves."""

import pytest

from adjudge.cli.lazy import COMMANDS, built


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_exists_and_begins_as_help_says(name):
    """The first words of its own help; a longer sentence may follow."""
    own = " ".join((built(name).help or "").split())
    first = COMMANDS[name].rstrip(".").split(":")[0]
    assert own.startswith(first)
