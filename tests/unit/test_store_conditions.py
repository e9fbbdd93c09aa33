"""What a store does with files that are not its own, disks that are full, and others who read and write meanwhile."""

import io
import sqlite3
import threading
from pathlib import Path

import pytest
from invented import block_keys, corpus, merge
from sqlalchemy import event, inspect, text

from dashboard.errors import StoreError, StoreVersionError
from dashboard.store import Filters, Store, export, migrations, sqlite

RULES = {"merge": merge, "block_keys": block_keys}


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'incidents.sqlite'}"


@pytest.fixture
def store(url):
    with Store.open(url, create=True) as opened:
        yield opened


def exported(store, form="jsonl"):
    out = io.StringIO()
    export.write(store, Filters(), form, out)
    return out.getvalue()


# ------------------------------------------------------------------------------------------------- files not to touch


def test_a_missing_store_is_said_so(url):
    with pytest.raises(StoreError, match="dashboard load"):
        Store.open(url)


def test_a_folder_is_no_store(tmp_path):
    with pytest.raises(StoreError, match="folder"):
        Store.open(f"sqlite:///{tmp_path}", create=True)


def test_a_path_is_a_url_too(tmp_path):
    Store.open(str(tmp_path / "new" / "s.sqlite"), create=True).close()
    assert (tmp_path / "new" / "s.sqlite").is_file()


def test_a_file_of_another_kind_is_refused_untouched(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader, " * 100)
    with pytest.raises(StoreError, match="not an incident store"):
        Store.open(f"sqlite:///{path}", create=True)
    assert path.read_text() == "Dear reader, " * 100


@pytest.mark.parametrize("table", ["songs (name)", "meta (name, value)", "meta (other)"])
def test_another_programs_database_is_refused_untouched(tmp_path, table):
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute(f"CREATE TABLE {table}")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store.open(f"sqlite:///{path}", create=True)
    assert before == path.read_bytes()


def test_a_newer_file_is_refused(store, url):
    with sqlite3.connect(url.removeprefix("sqlite:///")) as raw:
        raw.execute("UPDATE meta SET value = '999' WHERE name = 'version'")
    raw.close()
    with pytest.raises(StoreVersionError, match="update the dashboard"):
        Store.open(url, create=True)


def test_an_empty_file_is_filled_only_by_a_load(tmp_path):
    path = tmp_path / "empty.sqlite"
    path.touch()
    with pytest.raises(StoreError, match="empty"):
        Store.open(f"sqlite:///{path}")
    Store.open(f"sqlite:///{path}", create=True).close()
    Store.open(f"sqlite:///{path}").close()


# ---------------------------------------------------------------------------------------------------- bad conditions


def test_a_full_disk_is_said_so_and_loses_nothing(url):
    """SQLite's own limit on pages makes a real "disk full" in the middle of a batch."""
    made = corpus(4, 400)
    with Store.open(url, create=True) as store:
        store.save(made[:50], **RULES)
        before = exported(store)
        event.listen(store._engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count=120"))
        store._engine.dispose()
        with pytest.raises(StoreError, match="disk is full"):
            store.save(made[50:], **RULES)
        assert before == exported(store)
    with Store.open(url) as store:
        store.save(made[50:], **RULES)
        assert (store.totals()["documents"], store.check()) == (400, ())


def test_a_store_that_may_only_be_read_can_be_read(store, url):
    made = corpus(5, 10)
    store.save(made, **RULES)
    path = url.removeprefix("sqlite:///")
    with Store.open(f"sqlite:///file:{path}?mode=ro&uri=true") as reader:
        assert exported(store) == exported(reader)
        with pytest.raises(StoreError, match="may not be written"):
            reader.save(corpus(6, 1), **RULES)


def test_readers_see_the_last_whole_batch_while_one_is_written(store, url):
    made = corpus(7, 30)
    store.save(made[:10], **RULES)
    before = exported(store)

    def slow(reports, documents, _corrections):
        with Store.open(url) as reader:  # in the middle of the other's transaction
            seen.append(exported(reader))
        return merge(reports, documents)

    seen: list[str] = []
    store.save(made[10:], merge=slow, block_keys=block_keys)
    assert [before] == seen
    assert before != exported(store)


def test_a_second_writer_waits_and_then_says_so(store, url, monkeypatch):
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)
    said: list[str] = []

    def meanwhile(reports, documents, _corrections):
        with Store.open(url) as other, pytest.raises(StoreError) as caught:
            other.save(corpus(9, 2), **RULES)
        said.append(str(caught.value))
        return merge(reports, documents)

    store.save(corpus(8, 3), merge=meanwhile, block_keys=block_keys)
    assert "another load is writing" in said[0]


def test_two_writers_in_turn_number_words_alike(store, url):
    """A writer whose knowledge is old reads the words again before it numbers new ones."""
    made = corpus(10, 60)
    with Store.open(url) as other:
        for number in range(0, 60, 10):
            (store, other)[number % 20 // 10].save(made[number : number + 10], **RULES)
    with Store.open(f"{url}.whole", create=True) as whole:
        whole.save(made, **RULES)
        assert exported(whole) == exported(store)
        frames = store.frame(), whole.frame()
        assert len(frames[0]) == len(frames[1])
        involved = [
            sorted((frame.id(row), *sorted(frame.involved.words(row))) for row in range(len(frame))) for frame in frames
        ]
        assert involved[0] == involved[1]


def test_many_threads_may_read_one_store(store):
    store.save(corpus(11, 50), **RULES)
    before = exported(store)
    seen: list[str] = []
    threads = [threading.Thread(target=lambda: seen.append(exported(store))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [before] * 6 == seen


@pytest.mark.parametrize("url", ["postgresql://host/db", "sqlite:///", "::"])
def test_urls_that_name_no_file_are_said_so(url):
    with pytest.raises(StoreError):
        Store.open(url)


def test_a_store_on_a_disk_that_may_only_be_read_opens(store, url, monkeypatch):
    """Where no log can be made, the file is read as it lies there."""
    store.save(corpus(16, 10), **RULES)
    before = exported(store)
    store.close()  # folds the log in
    monkeypatch.setattr(sqlite.os, "access", lambda *_: False)
    with Store.open(url) as reader:
        assert "immutable" in str(reader._engine.url)
        assert before == exported(reader)
        with pytest.raises(StoreError, match="may not be written"):
            reader.save(corpus(17, 1), **RULES)


def test_a_damaged_file_is_said_so(store, url):
    """Pages overwritten in the middle: no traceback, and the check names the damage."""
    store.save(corpus(18, 200), **RULES)
    store.close()
    path = Path(url.removeprefix("sqlite:///"))
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\x55" * (len(whole) - 8192))
    with pytest.raises(StoreError, match="damaged"), Store.open(url) as damaged:
        list(damaged.select())
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError), Store.open(url) as cut:
        assert cut.check() == ()


def test_an_older_file_is_brought_up_step_by_step(store, url, monkeypatch):
    """Only the steps a file has not seen are taken; one that fails leaves the file as it was."""
    store.save(corpus(19, 10), **RULES)
    before = exported(store)
    last = migrations.VERSION
    seen = []
    steps = [
        *migrations.MIGRATIONS,
        (last + 1, lambda connection: seen.append(connection.execute(text("CREATE TABLE more (name)")))),
        (last + 2, lambda connection: connection.execute(text("this is no SQL"))),
    ]
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    monkeypatch.setattr(migrations, "VERSION", last + 2)
    with pytest.raises(StoreError):
        Store.open(url)
    assert "more" not in inspect(store._engine).get_table_names()
    monkeypatch.setattr(migrations, "MIGRATIONS", steps[:-1])
    monkeypatch.setattr(migrations, "VERSION", last + 1)
    for _ in range(2):
        with Store.open(url) as newer:
            assert exported(newer) == before
            assert "more" in inspect(newer._engine).get_table_names()
    assert len(seen) == 2  # once rolled back, once kept


def test_a_store_of_the_first_version_gets_chains_and_corrections(store, url):
    """What was linked there is of one chain, and merging goes on as if it had always been so."""
    made = corpus(23, 40)
    store.save(made[:20], **RULES)
    keys = dict(store._engine.connect().execute(text("SELECT key, chain FROM reports")).all())
    with sqlite.writing(store._engine) as connection:
        connection.execute(text("CREATE TABLE report_links (one INTEGER, other INTEGER)"))
        for key, chain in keys.items():
            if key != chain:
                connection.execute(text("INSERT INTO report_links VALUES (:one, :other)"), {"one": chain, "other": key})
        for change in ("DROP INDEX ix_reports_chain", "ALTER TABLE reports DROP COLUMN chain"):
            connection.execute(text(change))
        for table in ("corrected", "corrections", "vanished", "revisions"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE meta SET value = '1' WHERE name = 'version'"))
    store.close()
    with Store.open(url) as newer:
        assert dict(newer._engine.connect().execute(text("SELECT key, chain FROM reports")).all()) == keys
        assert "report_links" not in inspect(newer._engine).get_table_names()
        newer.save(made[20:], **RULES)
        assert newer.check() == ()
        with Store.open(f"{url}.whole", create=True) as whole:
            whole.save(made, **RULES)
            assert exported(newer) == exported(whole)
