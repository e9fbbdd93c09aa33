"""The source-by-field matrix: what each report says, what was chosen, where they differ."""

import pytest
import small_store

from dashboard.app import incident_view, matrix
from dashboard.store.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store.open(small_store.build(f"sqlite:///{tmp_path_factory.mktemp('store') / 'small.sqlite'}")) as opened:
        yield opened


def told_twice(store):
    found = next(incident for incident in store.select() if len(incident.reports) > 1)
    reports = sorted(found.reports, key=lambda report: report.id != found.lead.id)
    return found, reports, store.documents([report.document for report in reports])


def test_each_report_has_its_own_value_and_the_chosen_one_spans_them(store):
    """Four and six dead: both stand there, the range is chosen, and only this field differs."""
    found, reports, _ = told_twice(store)
    rows = {row.field: row for row in matrix.rows(found, reports)}
    assert rows["killed"].chosen == "4–6"
    assert sorted(rows["killed"].told) == ["4", "6"]
    assert [name for name, row in rows.items() if row.differs] == ["killed"]


def test_silence_is_no_disagreement(store):
    """A report without a figure does not contradict one that has it."""
    assert not matrix.Row("killed", "4", ("4", "")).differs
    assert matrix.Row("killed", "4–6", ("4", "6")).differs


def test_the_matrix_marks_the_differing_cell_and_quotes_its_words(store):
    """The other figure is marked once, and its cell says which words it was read from."""
    found, reports, documents = told_twice(store)
    shown = matrix.html(found, reports, documents)
    assert shown.count("im-other") == 1
    assert 'title="“Six people”"' in shown
    assert "They differ in: killed." in shown
    assert "Morning Wire" in shown
    assert "Evening Post" in shown


def test_one_report_needs_no_matrix(store):
    """There is nothing to compare."""
    found = next(incident for incident in store.select() if len(incident.reports) == 1)
    assert matrix.html(found, found.reports, {}) == ""


def test_hostile_values_are_escaped(store):
    """Publishers and actors are words of strangers."""
    found = next(incident for incident in store.select() if "Evil" in repr(incident.actors))
    documents = store.documents([found.lead.document])
    shown = matrix.html(found, [found.lead, found.lead], documents)
    assert "<img" not in shown
    assert "<b>Evil" not in shown
    assert "&lt;b&gt;Evil" in shown


def test_what_was_not_made_an_incident_is_told_with_its_reason(store):
    """The words, the reason and the rule."""
    document = next(d for d in (store.document(i.lead.document) for i in store.select()) if "Talks" in d.text)
    shown = incident_view.rejected(document, store.reading(document.id).rejected)
    assert "Talks are planned" in shown
    assert "planned · <bdi>made" in shown
    assert incident_view.rejected(document, ()) == ""
