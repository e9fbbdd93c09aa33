"""documents: files -> ``Document``. The door is ``read``; one reader per kind of file stands in ``plugins.READERS``."""

from dashboard.documents.reading import count, files_under, read, read_bytes, read_stream, read_words

__all__ = ["count", "files_under", "read", "read_bytes", "read_stream", "read_words"]
