"""The command line: ``dashboard COMMAND``. Each command imports what it needs when it runs, so that ``--help`` is quick.

Exit codes: 0 done; 1 a DashboardError, said in one line on stderr; 2 wrong usage; 3 done, with problems that were
listed; 130 stopped with Ctrl-C, with all that was done until then kept.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from dashboard.cli.parser import parse
from dashboard.cli.plain import plain
from dashboard.errors import DashboardError

DONE, FAILED, USAGE, PROBLEMS, STOPPED = 0, 1, 2, 3, 130

__all__ = ["DONE", "FAILED", "PROBLEMS", "STOPPED", "USAGE", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; ``arguments`` default to those of the process."""
    chosen = parse(arguments)
    _set_up_logging(chosen.log_level)
    _write_utf8()
    try:
        code: int = chosen.run(chosen)
        sys.stdout.flush()
    except DashboardError as error:
        print(f"dashboard: {plain(str(error))}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("dashboard: stopped; what was saved until now is kept", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:  # the reader of our output (head, less) has gone: nothing to say, nobody to say it to
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        if sys.stdout.closed or error.filename is not None:
            raise
        print(f"dashboard: the output cannot be written: {error.strerror}", file=sys.stderr)
        return FAILED
    return code


def _set_up_logging(level: str) -> None:
    import logging

    logging.basicConfig(level=level.upper(), format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    if level != "debug":  # it logs, with a traceback, that Ctrl-C came while a connection was being closed
        logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)


def _write_utf8() -> None:
    """JSON is UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
