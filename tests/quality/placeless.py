"""False places in texts that name none: chess, code, logs, sums, law, verse, menus, stars, reviews, diaries, signatures.

    python tests/quality/placeless.py         every false place with its surroundings, and the number per 1,000 words

The twelve texts of ``placeless/`` were written for this and taught nothing to anything: no weight was fitted on them,
though plain_texts.toml has patterns of the same kinds (what kinds left out of the fit give stands in fit_places.py). Half
of their names are towns' names too (Paris the buyer, Victoria the server). A place is false if it was found and placed.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parents[1]))

from dashboard import pipeline  # noqa: E402
from dashboard.model import Document, Resolution, Source  # noqa: E402
from dashboard.settings import Settings  # noqa: E402


def texts() -> dict[str, str]:
    """The texts by name."""
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted((HERE / "placeless").iterdir())}


def words(text: str) -> int:
    """Stretches between spaces that hold a letter or digit; a line of a table counts each cell."""
    return sum(any(map(str.isalnum, word)) for word in text.replace(",", ", ").split())


def placed(text: str, engine: pipeline.Engine) -> list[Resolution]:
    """What was found and put on the map."""
    whole = pipeline.extract(Document(Document.identify(text), text, Source("placeless", "0" * 64)), engine)
    return [resolution for resolution in whole.resolutions if resolution.chosen]


def incidents(text: str, engine: pipeline.Engine) -> int:
    """How many incidents were read from it."""
    return len(pipeline.extract(Document(Document.identify(text), text, Source("placeless", "0" * 64)), engine).reports)


def main() -> None:
    """Print them."""
    engine = pipeline.Engine.open(Settings(strict=True))
    total = wrong = 0
    for name, text in texts().items():
        found = placed(text, engine)
        total, wrong = total + words(text), wrong + len(found)
        print(f"{name:<12} {words(text):5} words  {len(found):3} false places  {incidents(text, engine)} incidents")
        for each in found:
            start, end = each.mention.span.start, each.mention.span.end
            before, after = (
                " ".join(part.split()) for part in (text[max(0, start - 40) : start], text[end : end + 30])
            )
            print(
                f"    …{before} [{each.mention.text}] {after}…  {each.chosen.name if each.chosen else ''} {each.mention.rule}"
            )
    print(f"{wrong} false places in {total:,} words: {1000 * wrong / total:.2f} per 1,000")


if __name__ == "__main__":
    main()
