"""What can go wrong, by who can mend it.

    DashboardError                  never raised itself: `except DashboardError` catches all of ours
    ├── SettingsError (ValueError)      a setting or flag is wrong
    ├── ReadError                       a file cannot be read as a document
    │   └── UnsupportedFormatError          no reader knows this kind of file
    ├── LexiconError (ValueError)       a lexicon file is malformed
    ├── GazetteerError                  the place index is missing, broken or of another version
    ├── GeocodingError (OSError)        an online geocoder failed
    ├── StoreError                      the database cannot be used
    │   └── StoreVersionError               it was written by a newer version
    ├── NoSuchIncident (LookupError)    an id that is not in the store
    ├── CorrectionError (ValueError)    a split or join that makes no sense
    └── PluginError (ImportError)       a plug-in is missing or does not keep its contract

Messages say what, where, and what to do.
"""


class DashboardError(Exception):
    """The root of the tree; never raised itself."""


class SettingsError(DashboardError, ValueError):
    """A setting or flag is wrong."""


class ReadError(DashboardError):
    """A file cannot be read as a document."""


class UnsupportedFormatError(ReadError):
    """No reader knows this kind of file."""


class LexiconError(DashboardError, ValueError):
    """A lexicon file is malformed."""


class GazetteerError(DashboardError):
    """The place index is missing, broken or of another version."""


class GeocodingError(DashboardError, OSError):
    """An online geocoder failed."""


class StoreError(DashboardError):
    """The database cannot be used."""


class StoreMissingError(StoreError):
    """There is no database at that path yet."""


class StoreVersionError(StoreError):
    """The database was written by a newer version."""


class NoSuchIncident(DashboardError, LookupError):
    """An id that is not in the store."""


class CorrectionError(DashboardError, ValueError):
    """A split or join that makes no sense."""


class PluginError(DashboardError, ImportError):
    """A plug-in is missing or does not keep its contract."""
