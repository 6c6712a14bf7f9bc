"""Make the vendored fonts, emblems, logo and pictures again, from pinned npm packages and our own drawing.

A maintainers' tool; users and tests never run it. It needs `npm` on the path (for `npm pack`) and
`pip install fonttools brotli pillow numpy`. From the root of the repository:

    python tools/vendor_assets.py                  # everything
    python tools/vendor_assets.py fonts emblems    # some parts: fonts, faces, emblems, logo, pictures

What it writes, and from what:

    pictory_nb/sandbox/assets/fonts/      woff2 faces and OFL texts        @fontsource/*
    pictory_nb/plates/assets/             faces for code and tables        @expo-google-fonts/*
    pictory_nb/sandbox/assets/emblems/    emblems.zip, words.tsv           @iconify-json/fluent-emoji-flat,
                                                                           emojibase-data
    pictory_nb/sandbox/assets/logos/      sample.png                       own drawing
    notebooks/pictures/                   two JPEGs                        own drawing (draw_pictures.py)

The other tables in `assets/emblems` are written by hand and are never touched here. The output does not
depend on the day or the machine: archives carry a fixed date and sorted names.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "pictory_nb" / "sandbox" / "assets"

FONTSOURCE = "5.3.0"
FLUENT = "@iconify-json/fluent-emoji-flat@1.2.6"
EMOJIBASE = "emojibase-data@17.0.0"

# Family on npm -> weights. The default family also gets letters beyond Western Europe, see `widened`.
DEFAULT_FACE = "montserrat"
FACES: dict[str, tuple[int, ...]] = {
    "montserrat": (500, 700, 800),
    "anton": (400,),
    "bebas-neue": (400,),
    "caveat": (700,),
    "courier-prime": (400, 700),
    "dancing-script": (700,),
    "lato": (400, 700),
    "merriweather": (700,),
    "noto-sans": (400, 700),
    "open-sans": (400, 700),
    "playfair-display": (700,),
    "poppins": (500, 700),
    "quicksand": (700,),
    "raleway": (500, 800),
    "roboto": (400, 700),
    "source-sans-3": (400, 700),
    "space-mono": (400, 700),
    "work-sans": (400, 600),
    "archivo-narrow": (400, 700),
    "barlow": (500, 900),
    "caprasimo": (400,),
    "carter-one": (400,),
    "chakra-petch": (600,),
    "comfortaa": (700,),
    "dm-sans": (400, 700),
    "delius-unicase": (700,),
    "grandstander": (700,),
    "josefin-sans": (600,),
    "julius-sans-one": (400,),
    "lexend": (400, 700),
    "manrope": (500, 800),
    "patua-one": (400,),
    "plus-jakarta-sans": (500, 800),
    "rokkitt": (700,),
    "rowdies": (700,),
    "russo-one": (400,),
    "sora": (600,),
    "space-grotesk": (500, 700),
    "titillium-web": (600, 900),
    "unbounded": (700,),
}

# Faces for code and tables, cut down to what stands in programs and data: four alphabets, arrows, signs, boxes.
PLATE_FACES = {
    "jetbrains-mono": ("@expo-google-fonts/jetbrains-mono@0.4.1", "JetBrainsMono", ("400Regular", "700Bold")),
    "inter": ("@expo-google-fonts/inter@0.4.2", "Inter", ("500Medium", "700Bold")),
}
PLATE_SIGNS = (
    "U+0020-017F,U+0192,U+0218-021B,U+02C6-02DD,U+0300-0304,U+0370-03FF,U+0400-045F,U+0490-0491,U+1E00-1EFF,"
    "U+2010-2027,U+2030-205E,U+2070-209C,U+20A0-20BF,U+2100-214F,U+2190-21FF,U+2200-22FF,U+2500-25FF,U+2713-2717"
)

MIT_FLUENT = """\
The drawings in emblems.zip are Fluent Emoji (Flat), https://github.com/microsoft/fluentui-emoji
Nine dark silhouettes among them are recoloured.

MIT License

Copyright (c) Microsoft Corporation.

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""

# Whole groups of emoji that say nothing about a story, by emojibase's own names.
DROPPED_GROUPS = {"flags", "component"}
DROPPED_SUBGROUPS = {
    *("alphanum", "arrow", "av-symbol", "cat-face", "currency", "gender", "geometric", "keycap", "math"),
    *(
        "monkey-face",
        "punctuation",
        "religion",
        "transport-sign",
        "zodiac",
        "person-gesture",
        "person-symbol",
    ),
    *("face-hand", "face-negative", "face-neutral-skeptical", "face-sleepy", "face-tongue", "face-affection"),
    *("hand-prop", "hand-single-finger", "hand-fingers-partial", "hand-fingers-open", "family", "person"),
    *(
        "face-concerned",
        "face-glasses",
        "face-hat",
        "face-smiling",
        "face-costume",
        "other-symbol",
        "warning",
    ),
}
# ... and single emblems that are wanted all the same.
KEPT = {
    *(
        "robot",
        "alien",
        "ghost",
        "thinking-face",
        "partying-face",
        "sleeping-face",
        "nerd-face",
        "star-struck",
    ),
    *("smiling-face-with-sunglasses", "beaming-face-with-smiling-eyes", "worried-face", "crying-face"),
    *(
        "smiling-face-with-smiling-eyes",
        "angry-face",
        "hugging-face",
        "relieved-face",
        "face-screaming-in-fear",
    ),
    *("rolling-on-the-floor-laughing", "yawning-face", "confused-face", "shushing-face", "baby", "child"),
    *("old-man", "old-woman", "people-hugging", "speaking-head", "busts-in-silhouette", "footprints"),
    *("person-raising-hand", "person-shrugging", "person-facepalming", "writing-hand", "waving-hand"),
    *("raised-hand", "ok-hand", "victory-hand", "crossed-fingers", "selfie", "nail-polish", "warning"),
    *("radioactive", "biohazard", "recycling-symbol", "check-mark-button", "cross-mark", "red-question-mark"),
    *("atom-symbol", "peace-symbol", "yin-yang", "place-of-worship", "latin-cross", "star-and-crescent"),
    *("om", "star-of-david", "infinity", "abacus", "play-button", "currency-exchange", "wireless", "cinema"),
    *("no-entry", "potable-water", "children-crossing", "passport-control", "wheelchair-symbol", "copyright"),
    *("medical-symbol", "trident-emblem", "chequered-flag", "triangular-flag", "pirate-flag", "rainbow-flag"),
    *("information", "divide", "plus", "antenna-bars", "repeat-button", "sparkle", "face-with-monocle"),
}
# Emblems that nobody wants to meet in a film about something else.
UNWANTED = {
    *(
        "love-hotel",
        "middle-finger",
        "hole",
        "sweat-droplets",
        "biting-lip",
        "bikini",
        "briefs",
        "mouth",
        "tongue",
    ),
    *("one-piece-swimsuit", "person-in-suit-levitating", "person-with-bunny-ears", "woman-with-headscarf"),
    *("man-in-tuxedo", "goblin", "ogre", "eye-in-speech-bubble", "left-speech-bubble", "right-anger-bubble"),
    *(
        "anger-symbol",
        "roll-of-paper",
        "water-pistol",
        "heart-suit",
        "spade-suit",
        "diamond-suit",
        "club-suit",
    ),
    *("pregnant-man", "breast-feeding", "woman-feeding-baby", "man-feeding-baby", "drop-of-blood", "coffin"),
    *(
        "pine-decoration",
        "tanabata-tree",
        "moai",
        "troll",
        "person-zombie",
        "nazar-amulet",
        "hamsa",
        "fish-cake-with-swirl",
    ),
    *(
        "new-moon-face",
        "full-moon-face",
        "first-quarter-moon-face",
        "last-quarter-moon-face",
        "plunger",
        "toilet",
    ),
}
# Silhouettes in one dark ink are lost on a dark ground: these get inks that stand out on any.
BRIGHTER = {"#212121": "#8f82ff", "#321b41": "#7a6bf5", "#402a32": "#8f82ff", "#533566": "#a99dff"}
BRIGHTER |= {"#6b438b": "#a99dff", "#8d65c5": "#c9c0ff"}
SILHOUETTES = {
    *("busts-in-silhouette", "chess-pawn", "copyright", "footprints", "musical-note", "musical-notes"),
    *("paw-prints", "people-hugging", "speaking-head"),
}
GENDERED = re.compile(r"^(man|woman|men|women)-|-facing-right$")
CLOCK_FACE = re.compile(r"-(oclock|thirty)$")


def npm_package(spec: str, folder: Path) -> Path:
    """Fetch one npm package by its pinned name and return the folder of its files."""
    home = Path(tempfile.mkdtemp(dir=folder))
    subprocess.run(["npm", "pack", "--silent", spec], cwd=home, check=True, stdout=subprocess.DEVNULL)
    (tarball,) = home.glob("*.tgz")
    with tarfile.open(tarball) as archive:
        archive.extractall(home, filter="data")
    return home / "package"


def vendor_fonts(scratch: Path) -> None:
    """Copy one woff2 for each family and weight, and each family's licence text beside it."""
    target = emptied(ASSETS / "fonts", "*")
    for family, weights in FACES.items():
        version = "5.3.1" if family == "source-sans-3" else FONTSOURCE
        package = npm_package(f"@fontsource/{family}@{version}", scratch)
        (target / f"LICENSE-{family}.txt").write_bytes((package / "LICENSE").read_bytes())
        for weight in weights:
            name = f"{family}-{weight}.woff2"
            files = package / "files"
            if family == DEFAULT_FACE:
                widened(files, family, weight, scratch).save(target / name)
            else:
                (target / name).write_bytes((files / f"{family}-latin-{weight}-normal.woff2").read_bytes())


def vendor_faces(scratch: Path) -> None:
    """Cut the faces for code and tables out of whole ones, without ligatures: what is typed is what is seen."""
    target = emptied(ROOT / "pictory_nb" / "plates" / "assets", "*")
    for name, (spec, family, weights) in PLATE_FACES.items():
        package = npm_package(spec, scratch)
        (target / f"LICENSE-{name}.txt").write_bytes((package / "LICENSE_FONT").read_bytes())
        for weight in weights:
            whole, cut = package / weight / f"{family}_{weight}.ttf", target / f"{name}-{weight[:3]}.woff2"
            options = ["--flavor=woff2", "--layout-features=kern,tnum,mark,mkmk", f"--unicodes={PLATE_SIGNS}"]
            command = [sys.executable, "-m", "fontTools.subset", str(whole), *options, f"--output-file={cut}"]
            subprocess.run(command, check=True)


def widened(files: Path, family: str, weight: int, scratch: Path):
    """One face out of three subsets: Western, Central and Eastern European Latin, and Cyrillic.

    Merging the layout tables of all three breaks the kerning of the first, so the other two come without.
    The family reserves no font name, so a changed face may keep it.
    """
    from fontTools import merge, ttLib

    parts = []
    for subset in ("latin", "latin-ext", "cyrillic"):
        font = ttLib.TTFont(files / f"{family}-{subset}-{weight}-normal.woff2", recalcTimestamp=False)
        font.flavor = None
        for table in ("GPOS", "GSUB", "GDEF"):
            if subset != "latin" and table in font:
                del font[table]
        parts.append(scratch / f"{subset}.ttf")
        font.save(parts[-1])
    face = merge.Merger().merge([str(part) for part in parts])
    # The merger stamps the moment; the days of the first part are the ones that can be had again.
    face.recalcTimestamp = False
    first = ttLib.TTFont(parts[0])["head"]
    face["head"].created, face["head"].modified = first.created, first.modified
    face.flavor = "woff2"
    return face


def vendor_emblems(scratch: Path) -> None:
    """Write emblems.zip (one SVG each) and words.tsv (name, label, tags) of the emblems that are kept."""
    drawings = npm_package(FLUENT, scratch)
    words = npm_package(EMOJIBASE, scratch)
    icons = json.loads((drawings / "icons.json").read_text("utf-8"))
    names = json.loads((drawings / "chars.json").read_text("utf-8"))
    target = emptied(ASSETS / "emblems", "*.zip", "*.tsv", "LICENSE*")
    rows = sorted(emblem_rows(words, names, icons["icons"]))
    lines = ["# name\tlabel\ttags (from emojibase-data, MIT)"]
    with zipfile.ZipFile(target / "emblems.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, label, tags in rows:
            icon = icons["icons"][name]
            size = f"0 0 {icon.get('width', icons['width'])} {icon.get('height', icons['height'])}"
            if name in SILHOUETTES:
                icon = icon | {"body": re.sub("#[0-9a-f]{6}", lambda ink: BRIGHTER.get(ink[0], ink[0]), icon["body"])}
            svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}">{icon["body"]}</svg>'
            entry = zipfile.ZipInfo(f"{name}.svg", date_time=(2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, svg)
            lines.append(f"{name}\t{label}\t{' '.join(tag.replace(' ', '_') for tag in tags)}")
    (target / "words.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    (target / "LICENSE-fluent-emoji.txt").write_text(MIT_FLUENT, "utf-8")
    (target / "LICENSE-emojibase-data.txt").write_bytes((words / "LICENSE").read_bytes())


def emblem_rows(words: Path, names: dict[str, str], icons: dict) -> Iterator[tuple[str, str, list[str]]]:
    """(name, label, tags) of each emblem that is kept."""
    messages = json.loads((words / "en" / "messages.json").read_text("utf-8"))
    groups = {group["order"]: group["key"] for group in messages["groups"]}
    subgroups = {group["order"]: group["key"] for group in messages["subgroups"]}
    for emoji in json.loads((words / "en" / "data.json").read_text("utf-8")):
        code = emoji["hexcode"].lower()
        name = names.get(code) or names.get(code.replace("-fe0f", ""))
        if not name or name not in icons or name in UNWANTED:
            continue
        dropped = groups.get(emoji.get("group")) in DROPPED_GROUPS or (
            subgroups.get(emoji.get("subgroup")) in DROPPED_SUBGROUPS
        )
        if name not in KEPT and (dropped or GENDERED.search(name) or CLOCK_FACE.search(name)):
            continue
        yield name, emoji["label"], emoji.get("tags", [])


def vendor_logo(scratch: Path) -> None:
    """Draw the sample logo: a play mark over a wave in a rounded tile."""
    from draw_pictures import sample_logo

    target = emptied(ASSETS / "logos", "*")
    sample_logo().save(target / "sample.png", optimize=True)
    (target / "LICENSE.txt").write_text("sample.png was drawn for this project and has its licence.\n", "utf-8")


def vendor_pictures(scratch: Path) -> None:
    """Draw the pictures that the tutorials show."""
    from draw_pictures import hills_at_dusk, rain_on_a_lake

    target = ROOT / "notebooks" / "pictures"
    target.mkdir(parents=True, exist_ok=True)
    for name, draw in (("hills-at-dusk.jpg", hills_at_dusk), ("rain-on-a-lake.jpg", rain_on_a_lake)):
        draw().save(target / name, quality=72, optimize=True, progressive=True)


def emptied(folder: Path, *patterns: str) -> Path:
    """The folder without the files of an earlier run."""
    folder.mkdir(parents=True, exist_ok=True)
    for pattern in patterns:
        for file in folder.glob(pattern):
            file.unlink()
    return folder


PARTS: dict[str, Callable[[Path], None]] = {
    "fonts": vendor_fonts,
    "faces": vendor_faces,
    "emblems": vendor_emblems,
    "logo": vendor_logo,
    "pictures": vendor_pictures,
}


def main(wanted: list[str]) -> int:
    unknown = set(wanted) - set(PARTS)
    if unknown:
        print(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        for part in wanted or PARTS:
            PARTS[part](Path(scratch))
            print(f"{part}: done")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
