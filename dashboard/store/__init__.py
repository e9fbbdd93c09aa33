"""Incidents and the documents they were read from, in one database file."""

from dashboard.store.filters import Bounds, Filters
from dashboard.store.frames import Counter, Frame
from dashboard.store.loading import Reading
from dashboard.store.saving import Saved
from dashboard.store.store import Store

__all__ = ["Bounds", "Counter", "Filters", "Frame", "Reading", "Saved", "Store"]
