"""Settings: file, environment, flags; a key from the environment only, and never shown."""

from decimal import Decimal
from pathlib import Path

import pytest

from adjudge.errors import UsageError
from adjudge.settings import DEFAULT_MODEL, Settings, config_path, load

NONE = Path("/nonexistent/config.toml")


def settings(flags=None, *, config=NONE, **environ):
    return load(flags, environ=environ, config=config)


@pytest.fixture
def config(tmp_path):
    def write(text):
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_flags_outrank_the_environment_and_the_environment_the_file(config):
    """And a flag that was not given is not a value."""
    path = config('model = "file"\ntimeout = 10\nconcurrency = 2\n')
    found = settings({"model": "flag", "timeout": None}, config=path, ADJUDGE_MODEL="environment", ADJUDGE_TIMEOUT="20")
    assert (found.model, found.timeout, found.concurrency) == ("flag", 20, 2)


def test_with_nothing_set_the_model_is_relay_and_nothing_can_be_called():
    """That is what plays the shipped recordings."""
    found = settings()
    assert (found.model, found.can_call, found.host) == ("relay", False, "api.openai.com")


def test_a_key_makes_a_model_of_the_provider_the_default():
    """One whose price is known."""
    from adjudge import prices

    found = settings(OPENAI_API_KEY="sk-x")
    assert (found.model, found.can_call) == (DEFAULT_MODEL, True)
    assert prices.ceiling(found.model, characters=1000, output_tokens=None, host=found.host) is not None


def test_an_address_needs_no_key():
    """A local server, or the relay."""
    found = settings(OPENAI_BASE_URL="http://127.0.0.1:11434/v1/")
    assert (found.can_call, found.model, found.host, found.url) == (True, "relay", "127.0.0.1", "http://127.0.0.1:11434/v1")


def test_an_empty_variable_is_not_set():
    """Shells export them."""
    assert settings(OPENAI_API_KEY=" ", OPENAI_BASE_URL="", ADJUDGE_MODEL="").can_call is False


@pytest.mark.parametrize("show", [repr, str, lambda found: found.model_dump_json(), lambda found: str(found.model_dump())])
def test_the_key_is_never_shown(show):
    """Whatever is printed or saved."""
    assert "sk-secret" not in show(settings(OPENAI_API_KEY="sk-secret-key"))


@pytest.mark.parametrize("line", ['api_key = "x"', 'openai_api_key = "x"', 'token = "x"', 'password = "x"', 'model = "sk-abcdefgh"', 'secret = "x"', 'authorization = "x"', 'base_url = "https://u:p@example.org/v1"', 'base_url = "https://example.org/v1?key=1"'])
def test_a_secret_in_the_file_is_a_usage_error(config, line):
    """And the message does not repeat it."""
    with pytest.raises(UsageError) as caught:
        settings(config=config(line))
    assert "sk-abcdefgh" not in str(caught.value) and "u:p" not in str(caught.value)


def test_an_output_limit_is_not_mistaken_for_a_token(config):
    """`max_output_tokens` is a setting."""
    assert settings(config=config("max_output_tokens = 100")).max_output_tokens == 100


@pytest.mark.parametrize("text", ["model = ", "unknown = 1", 'timeout = "soon"', "timeout = -1", 'api = "grpc"', "[section]\nmodel = 'x'"])
def test_a_file_that_does_not_hold_is_one_sentence(config, text):
    """It names the setting or the file."""
    with pytest.raises(UsageError) as caught:
        settings(config=config(text))
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_text_is_a_usage_error(tmp_path):
    """As is one that cannot be read."""
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError):
        settings(config=tmp_path / "config.toml")
    with pytest.raises(UsageError):
        settings(config=tmp_path)


@pytest.mark.parametrize("flags", [{"max_cost": "0"}, {"max_cost": "lots"}, {"concurrency": 0}, {"base_url": "ftp://x"}, {"base_url": "example.org"}, {"model": ""}, {"temperature": 3}, {"reasoning_effort": "huge"}])
def test_values_that_make_no_sense_are_usage_errors(flags):
    """Said before anything is asked."""
    with pytest.raises(UsageError, match=next(iter(flags))):
        settings(flags)


@pytest.mark.parametrize("key", ["sk-ключ", "sk-a b", "sk-a\nb"])
def test_a_key_that_cannot_be_sent_is_a_usage_error_that_does_not_show_it(key):
    """A header has no room for it."""
    with pytest.raises(UsageError, match="OPENAI_API_KEY") as caught:
        settings(OPENAI_API_KEY=key)
    assert key not in str(caught.value)


def test_costs_are_decimals():
    """Money is not a float."""
    assert settings({"max_cost": "0.10"}).max_cost == Decimal("0.10")


def test_the_relay_gets_many_lanes():
    """Only what is parked can be answered; a number that was set is obeyed."""
    assert (settings().lanes, settings({"model": "x"}).lanes, settings({"concurrency": 3}).lanes) == (64, 8, 3)


def test_the_file_stands_where_the_standard_says(tmp_path):
    """$XDG_CONFIG_HOME, else ~/.config."""
    assert config_path({"XDG_CONFIG_HOME": str(tmp_path)}) == tmp_path / "adjudge" / "config.toml"
    assert config_path({}) == Path.home() / ".config" / "adjudge" / "config.toml"


def test_settings_do_not_change():
    """A connection can share them between threads."""
    with pytest.raises(ValueError, match="frozen"):
        Settings().model = "x"
