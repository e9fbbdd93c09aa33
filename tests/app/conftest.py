"""Fixtures of all tests of the page without a browser."""

import opening
import pytest
import small_store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The URL of a small store."""
    return small_store.build(f"sqlite:///{tmp_path_factory.mktemp('store') / 'small.sqlite'}")


@pytest.fixture
def page(store, monkeypatch):
    """The page of the small store, not yet run."""
    monkeypatch.setenv("DASHBOARD_STORE", store)
    return opening.page()
