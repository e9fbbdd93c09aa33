"""The tab on the quality of the data, without a browser."""

import opening
import small_store

from dashboard.app import accuracy


def opened(tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", small_store.build(f"sqlite:///{tmp_path / 'small.sqlite'}"))
    app = opening.page()
    app.query_params["tab"] = "unread"
    app.run()
    assert not app.exception
    return app, " ".join(block.proto.body for block in app.get("html"))


def test_the_page_says_how_accurately_it_reads(tmp_path, monkeypatch):
    """The figures that ship with this version stand beside coverage and what was left out."""
    app, html = opened(tmp_path, monkeypatch)
    figure = accuracy.tables()[0][0]["samples"]
    assert f'<th scope="row">incidents found (F1)</th><td>{figure:.3f}</td>' in html
    assert any(f"Measured when version {accuracy.version()}" in c.value for c in app.caption)
    assert "Documents by source and week" in html


def test_an_installation_without_figures_says_so(tmp_path, monkeypatch):
    """No table of dashes, no failure."""
    monkeypatch.setattr(accuracy, "_figures", dict)
    app, html = opened(tmp_path, monkeypatch)
    assert any("No figures come with this installation" in c.value for c in app.caption)
    assert 'class="im-fields im-accuracy"' not in html
