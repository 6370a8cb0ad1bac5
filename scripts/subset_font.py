"""Makes the font of the Chinese words anew; needs `requirements-test.txt`.

    .venv/bin/python scripts/subset_font.py [NotoSansCJK-Regular.ttc]

Takes Noto Sans SC out of Debian's package fonts-noto-cjk, which it gets with apt unless a
file is given, and keeps only the characters that stand in `ui/words/`. The language tests
fail as long as it lacks one.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

ROOT = Path(__file__).resolve().parents[1]
FONT = ROOT / "static" / "noto-sans-sc.woff2"
LICENSE = FONT.with_suffix(".LICENSE.txt")
PACKAGE = "fonts-noto-cjk"
FAMILY = "Noto Sans CJK SC"
# All that Latin fonts have, and symbols, comes before this: they stay as they are.
FIRST = 0x2E80


def characters() -> list[int]:
    """Code points of all characters of the words that Latin fonts do not have."""
    files = (ROOT / "ui" / "words").glob("*.toml")
    texts = "".join(file.read_text(encoding="utf-8") for file in files)
    return sorted({ord(character) for character in texts if ord(character) >= FIRST})


def unpacked(folder: Path) -> Path:
    """Debian's package, unpacked into a folder; returns its file of fonts."""
    subprocess.run(["apt-get", "download", "-q", PACKAGE], cwd=folder, check=True)
    (package,) = folder.glob("*.deb")
    subprocess.run(["dpkg", "-x", package, folder], check=True)
    return folder / "usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"


def made(collection: Path) -> TTFont:
    """The font with these characters alone.

    Raises:
        ValueError: The font of the collection lacks one of them.
    """
    fonts = TTCollection(str(collection), lazy=True).fonts
    (font,) = [one for one in fonts if one["name"].getDebugName(4) == FAMILY]
    # Without hints, which screens of today do not need; unrolled, it packs smaller.
    options = subset.Options(hinting=False, desubroutinize=True)
    options.layout_features = []
    subsetter = subset.Subsetter(options)
    wanted = characters()
    lacking = set(wanted) - set(font.getBestCmap())
    if lacking:
        signs = "".join(map(chr, sorted(lacking)))
        raise ValueError(f"{FAMILY} should have all characters. It lacks {signs}")
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


def main(given: str | None = None) -> None:
    """Write the font."""
    with tempfile.TemporaryDirectory() as folder:
        collection = Path(given) if given else unpacked(Path(folder))
        made(collection).save(FONT)
    print(f"{FONT}: {len(characters())} characters, {FONT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:2])
