"""Plug-ins: by name, imported on first use, and what is wrong with one is said with what to do."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from dashboard import plugins
from dashboard.errors import PluginError


def added(monkeypatch: pytest.MonkeyPatch, group: str, name: str, value: str) -> None:
    """As if an installed distribution brought this entry point."""
    point = EntryPoint(name, value, f"dashboard.{group}")
    monkeypatch.setattr(plugins, "_added", lambda asked: {name: point} if asked == group else {})


def test_every_builtin_can_be_imported() -> None:
    """The literal tables name things that exist."""
    for group, table in (
        ("readers", plugins.READERS),
        ("gazetteers", plugins.GAZETTEERS),
        ("extractors", plugins.EXTRACTORS),
    ):
        for name in table:
            assert callable(plugins._load(group, name))


def test_reader_by_suffix_in_any_case() -> None:
    """A suffix is compared without case; an unknown one has no reader."""
    assert plugins.reader(".JSONL") is plugins.reader(".jsonl")
    assert plugins.reader(".exe") is None
    assert plugins.reader("https:") is None


def test_an_entry_point_adds_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """What another distribution brings is found like our own, after ours."""
    added(monkeypatch, "readers", ".eml", "dashboard.documents.text:read_text")
    assert plugins.names("readers")[-1] == ".eml"
    assert plugins.reader(".eml") is plugins.reader(".txt")


def test_an_entry_point_cannot_replace_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """An install must not change how a plain text is read."""
    added(monkeypatch, "readers", ".txt", "dashboard.documents.jsonl:read_jsonl")
    assert plugins.reader(".txt").__module__ == "dashboard.documents.text"
    assert plugins.names("readers").count(".txt") == 1


@pytest.mark.parametrize("value", ["no_such_module:read", "dashboard.documents.text:no_such_name"])
def test_a_broken_plugin_says_what_to_do(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """An import that fails becomes a PluginError, which is an ImportError too."""
    added(monkeypatch, "readers", ".eml", value)
    with pytest.raises(PluginError, match=r"'\.eml' cannot be imported .* mend or uninstall") as failure:
        plugins.reader(".eml")
    assert isinstance(failure.value, ImportError)


def test_a_plugin_must_be_callable(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry point that names a number is refused by name."""
    added(monkeypatch, "extractors", "ships", "dashboard.plugins:READERS")
    with pytest.raises(PluginError, match="'ships' is not callable"):
        plugins.extractor("ships")


def test_unknown_names_are_listed() -> None:
    """The message names what there is."""
    with pytest.raises(PluginError, match="no gazetteer 'moon'; known: offline"):
        plugins.gazetteer("moon")
    with pytest.raises(PluginError, match="no extractor 'ships'; known: none is installed"):
        plugins.extractor("ships")
