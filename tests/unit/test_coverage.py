"""Coverage by source and week."""

from datetime import date

from dashboard.app import coverage


def test_documents_are_counted_by_source_and_week_and_the_rest_is_said():
    """A week begins on Monday; what has no date, lies far back, or comes from smaller sources is named below."""
    counted = [
        ("Wire", date(2024, 1, 3), 4),
        ("Wire", date(2024, 1, 7), 1),
        ("Wire", date(2024, 1, 8), 2),
        (None, date(2024, 1, 8), 3),
        ("Wire", None, 7),
        ("Wire", date(2001, 1, 1), 9),
        *((f"small {at}", date(2024, 1, 8), 1) for at in range(20)),
    ]
    made = coverage.of(counted)
    cells = {(row.source, row.week.date()): row.documents for row in made.rows.itertuples()}
    assert cells["Wire", date(2024, 1, 1)] == 5
    assert cells["Wire", date(2024, 1, 8)] == 2
    assert cells["not said", date(2024, 1, 8)] == 3
    assert made.rows["source"].nunique() == coverage.SOURCES_AT_MOST
    assert (made.undated, made.earlier, made.other_sources) == (7, 9, 7)
    assert coverage.left_out(made) == (
        "Left out: 7 documents without a date · 9 documents from more than five years before the last · "
        "7 sources with fewer documents."
    )


def test_no_dates_no_chart():
    """Nothing fails where nothing is dated."""
    made = coverage.of([("Wire", None, 3)])
    assert len(made.rows) == 0
    assert made.undated == 3
    assert len(coverage.of([]).rows) == 0
