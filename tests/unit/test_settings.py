"""Settings: four layers, each value knows its own, and what is wrong is said with where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.errors import DashboardError, SettingsError
from dashboard.settings import Settings


def test_later_layers_win_and_say_so(tmp_path: Path) -> None:
    """defaults < file < environment < flags, and ``origin`` names the layer of each value."""
    file = tmp_path / "dashboard.toml"
    file.write_text('workers = 2\nbatch = 7\nlanguage = "ar"\n')
    settings = Settings.load(
        {"workers": 4, "port": None}, environment={"DASHBOARD_BATCH": "9", "DASHBOARD_WORKERS": "3"}, file=file
    )
    assert (settings.workers, settings.batch, settings.language, settings.port) == (4, 9, "ar", 0)
    assert settings.origin("workers") == "--workers"
    assert settings.origin("batch") == "DASHBOARD_BATCH"
    assert settings.origin("language") == str(file)
    assert settings.origin("port") == "default"


def test_file_of_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``dashboard.toml`` in the working folder is read without being named, and need not be there."""
    monkeypatch.chdir(tmp_path)
    assert Settings.load(environment={}) == Settings()
    (tmp_path / "dashboard.toml").write_text("workers = 5\n")
    assert Settings.load(environment={}).workers == 5


def test_file_named_by_the_environment(tmp_path: Path) -> None:
    """DASHBOARD_CONFIG names the file; a named file must be there."""
    file = tmp_path / "mine.toml"
    file.write_text("batch = 3\n")
    assert Settings.load(environment={"DASHBOARD_CONFIG": str(file)}).batch == 3
    with pytest.raises(SettingsError, match="no such settings file"):
        Settings.load(environment={"DASHBOARD_CONFIG": str(tmp_path / "gone.toml")})


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"DASHBOARD_WORKERS": "many"}, "DASHBOARD_WORKERS: workers must be a whole number, not 'many'"),
        ({"DASHBOARD_WORKERS": "0"}, "workers must be between 1 and 64, not 0 (DASHBOARD_WORKERS)"),
        ({"DASHBOARD_STRICT": "perhaps"}, "strict must be true or false"),
        ({"DASHBOARD_WORKER": "2"}, "there is no setting 'worker'"),
        ({"DASHBOARD_PORT": "70000"}, "port must be between 0 and 65535"),
        ({"DASHBOARD_GEOCODER": "nominatim"}, "--user-agent"),
        ({"DASHBOARD_GEOCODER_SCHEME": "gopher"}, "geocoder_scheme must be http or https"),
        ({"DASHBOARD_GEOCODER_TIMEOUT": "soon"}, "geocoder_timeout must be a number"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(environment: dict[str, str], words: str) -> None:
    """The message names the layer, the setting and the value."""
    with pytest.raises(SettingsError) as failure:
        Settings.load(environment=environment)
    assert words in str(failure.value)
    assert isinstance(failure.value, DashboardError)
    assert isinstance(failure.value, ValueError)


def test_values_of_the_wrong_kind_in_a_file(tmp_path: Path) -> None:
    """TOML's own types are checked too: a number is no text, true is no number."""
    file = tmp_path / "dashboard.toml"
    for line in ("store = 3", "workers = true", "extractors = 3", "strict = [1]"):
        file.write_text(line + "\n")
        with pytest.raises(SettingsError, match="must be"):
            Settings.load(environment={}, file=file)
    file.write_text("workers = = 2\n")
    with pytest.raises(SettingsError, match="not a settings file"):
        Settings.load(environment={}, file=file)


def test_lists_come_as_lists_or_with_commas(tmp_path: Path) -> None:
    """A list of names may be TOML's, or text with commas."""
    file = tmp_path / "dashboard.toml"
    file.write_text('extractors = ["one", "two"]\n')
    assert Settings.load(environment={}, file=file).extractors == ("one", "two")
    assert Settings.load(environment={"DASHBOARD_EXTRACTORS": "one, two,"}).extractors == ("one", "two")


def test_a_store_may_be_a_bare_path() -> None:
    """A path means SQLite; without one the store lies among the built files."""
    assert Settings(store="news.sqlite").store_url == "sqlite:///news.sqlite"
    assert Settings(store="postgresql://here/news").store_url == "postgresql://here/news"
    assert Settings().store_url.endswith("/incidents.sqlite")


def test_changes_by_the_program_are_marked() -> None:
    """``with_`` gives new settings and leaves the old ones as they are."""
    old = Settings()
    new = old.with_(workers=2)
    assert (old.workers, new.workers, new.origin("workers")) == (1, 2, "program")


def test_a_key_is_not_shown() -> None:
    """The key of a service does not appear in logs or tracebacks."""
    assert "s3cret" not in repr(Settings(geocoder_key="s3cret"))
