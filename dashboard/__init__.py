"""News articles in, incidents on a map out; offline.

The stages are in ``pipeline``, the records they pass in ``model``, the errors in ``errors``.
"""
