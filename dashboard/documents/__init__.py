"""documents: files -> ``Document``. The door is ``read``; one reader per kind of file stands in ``plugins.READERS``."""

from dashboard.documents.reading import count, files_under, read, read_stream

__all__ = ["count", "files_under", "read", "read_stream"]
