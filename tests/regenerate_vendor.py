"""Regenerate `static/vendor/` from the two npm packages it is cut from.

`uv run python -m tests.regenerate_vendor` fetches the packages with `npm pack`, checks them against
the digests pinned here, trims them and writes the files; with `--check` it writes nothing and fails
when a committed file differs. `--from DIRECTORY` takes tarballs that are already on disk.
"""

import argparse
import base64
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
KEPT_BY_HAND = {"README.md", "material-symbols.LICENSE"}

PACKAGES = {
    "htmx.org-4.0.1.tgz": (
        "htmx.org@4.0.1",
        "oF7JgXhDW9UXCy/k1ZYFUQgzu/rm19ORWPSPNL91vPluB2PB9+MV55tyQdH/w7o2EAbTYUG5SDW1R60mdkdqGg==",
    ),
    "dkfds-11.2.0.tgz": (
        "dkfds@11.2.0",
        "JuVf8NjEOeF+TKIhEFXa3BfZvk1ulQM8+XN+6QhgDo6kiwwvupyBY34YU4FglBeyFWHbE5mYDmnrcYTWOSKkEA==",
    ),
}

FONTS = {
    400: "IBMPlexSans-Regular-Latin1",
    600: "IBMPlexSans-SemiBold-Latin1",
    700: "IBMPlexSans-Bold-Latin1",
}
# What the Latin1 splits hold: the package's own stylesheet gives no range.
UNICODE_RANGE = (
    "U+0,U+D,U+20-7E,U+A0-FF,U+131,U+152-153,U+2C6,U+2DA,U+2DC,U+2013-2014,U+2018-201A,"
    "U+201C-201E,U+2020-2022,U+2026,U+2030,U+2039-203A,U+2044,U+20AC,U+2122,U+2212,U+FB01-FB02"
)

CSS_NOTICE = (
    "/*! dkfds 11.2.0, neutral theme, MIT (dkfds.LICENSE); "
    "trimmed by tests/regenerate_vendor.py */\n"
)

# Components that need the package's script or that this project replaces. A selector that demands
# one of these classes can never match, so dropping it changes nothing else.
UNUSED_CLASS = re.compile(
    r"""
      (?:date-picker|navigation-menu|sidenav|sidemenu|portal-|solution-|language-switcher
        |select-language|cookie-|overflow-|tooltip|back-to-top|mobile-|button-menu-|button-mobile-menu
        |button-overflow-menu|carousel|hero).*
    | (?:header|mainmenu|submenu|nav-primary|nav-link|more-option|hide-base-svg)
    | (?:[mp][trblxy]?|order|offset|align-content|align-items|align-self|align-text|justify-content
        |flex|w-percent)
        -(?:sm|md|lg|xl)-.*
    """,
    re.VERBOSE,
)
# `.icon-arrow-back:not(a)` and the like: one file each. Icons come from icons.svg instead.
ICON_CLASS = re.compile(r"\.icon-[a-z-]+:not\(a\)")

ICONS = [
    "arrow-back",
    "arrow-forward",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "chevron-up",
    "close",
    "copy",
    "delete",
    "download",
    "edit",
    "error",
    "fullscreen",
    "help",
    "info",
    "link",
    "location",
    "lock",
    "map",
    "menu",
    "minus",
    "open-in-new",
    "person",
    "persons",
    "plus",
    "print",
    "refresh",
    "save",
    "search",
    "share",
    "success",
    "time",
    "visibility",
    "visibility-off",
    "warning",
]
# The set has no arrow named undo; its reply arrow is the same turn to the left.
ICON_ALIASES = {"undo": "reply"}


def packages(directory: Path | None) -> dict[str, dict[str, bytes]]:
    """The regular files of both packages by path, once their digests are right."""
    with tempfile.TemporaryDirectory() as temporary:
        if directory is None:
            directory = Path(temporary)
            wanted = [name for name, _ in PACKAGES.values()]
            subprocess.run(
                ["npm", "pack", "--silent", "--ignore-scripts", *wanted],
                cwd=directory,
                check=True,
            )
        contents = {}
        for filename, (name, digest) in PACKAGES.items():
            tarball = (directory / filename).read_bytes()
            if base64.b64encode(hashlib.sha512(tarball).digest()).decode() != digest:
                raise SystemExit(f"{name}: the tarball is not the pinned one")
            contents[name] = dict(regular_files(tarball))
        return contents


def regular_files(tarball: bytes) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(tarball), mode="r:gz") as archive:
        for member in archive:
            if member.isfile() and (stream := archive.extractfile(member)) is not None:
                yield member.name.removeprefix("package/"), stream.read()


def text(content: bytes) -> bytes:
    """Line ends as git keeps them, one at the end."""
    return content.replace(b"\r\n", b"\n").rstrip() + b"\n"


def without_source_map(source: str) -> str:
    return re.sub(
        r"\s*(?://[#@]\s*sourceMappingURL=\S*|/\*[#@]\s*sourceMappingURL=.*?\*/)\s*",
        "",
        source,
    )


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """The top-level `prelude{body}` blocks of minified CSS; a statement without a block fails."""
    depth, start, opened, quote = 0, 0, 0, ""
    for index, character in enumerate(css):
        if quote:
            if character == quote and css[index - 1] != "\\":
                quote = ""
        elif character in "\"'":
            quote = character
        elif character == "{":
            if depth == 0:
                opened = index
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : index]
                start = index + 1
    if css[start:].strip() or depth:
        raise SystemExit(f"CSS not understood near {css[start : start + 60]!r}")


def selectors(prelude: str) -> list[str]:
    """Split at the commas that separate selectors."""
    return re.split(r",(?![^(\[]*[)\]])", prelude)


def unused(selector: str) -> bool:
    demanded = re.sub(r":not\([^()]*\)|\[[^\]]*\]", "", selector)
    classes = re.findall(r"\.(-?[A-Za-z_][\w-]*)", demanded)
    return bool(ICON_CLASS.fullmatch(selector)) or any(
        UNUSED_CLASS.fullmatch(name) for name in classes
    )


def trimmed(css: str) -> str:
    result = []
    for prelude, body in blocks(css):
        if prelude.startswith(("@media", "@supports")):
            if inner := trimmed(body):
                result.append(f"{prelude}{{{inner}}}")
        elif prelude.startswith("@keyframes"):
            result.append(f"{prelude}{{{body}}}")
        elif prelude == "@font-face":
            continue
        elif prelude.startswith("@"):
            raise SystemExit(f"unexpected {prelude}")
        else:
            kept = [selector for selector in selectors(prelude) if not unused(selector)]
            declarations = ";".join(d for d in body.split(";") if "logo-placeholder" not in d)
            if kept and declarations:
                result.append(f"{','.join(kept)}{{{declarations}}}")
    return "".join(result)


def without_unused_animations(css: str) -> str:
    for name, body in [block for block in blocks(css) if block[0].startswith("@keyframes")]:
        if not re.search(rf"animation[a-z-]*:[^;}}]*\b{re.escape(name.split()[1])}\b", css):
            css = css.replace(f"{name}{{{body}}}", "")
    return css


def stylesheet(source: str) -> tuple[str, set[str]]:
    """The trimmed stylesheet and the names of the images it asks for."""
    css = without_unused_animations(trimmed(without_source_map(source)))
    css = css.replace("url(../img/svg-icons/", "url(img/")
    images = set(re.findall(r"url\(img/([a-z0-9-]+\.svg)\)", css))
    if foreign := [
        url for url in re.findall(r"url\(([^)]*)\)", css) if url.removeprefix("img/") not in images
    ]:
        raise SystemExit(f"addresses that are not shipped: {foreign}")
    faces = "".join(
        f'@font-face{{font-family:"IBM Plex Sans";font-style:normal;'
        f"font-weight:{weight};font-display:swap;"
        f'src:url(fonts/{name}.woff2) format("woff2");unicode-range:{UNICODE_RANGE}}}'
        for weight, name in FONTS.items()
    )
    return CSS_NOTICE + faces + css + "\n", images


def sprite(files: dict[str, bytes]) -> str:
    symbols = []
    for name, source in sorted([(name, name) for name in ICONS] + list(ICON_ALIASES.items())):
        svg = files[f"dist/img/svg-icons/{source}.svg"].decode().strip()
        match = re.fullmatch(r'<svg xmlns="[^"]*" viewBox="([^"]*)">(.*)</svg>', svg, re.DOTALL)
        if match is None:
            raise SystemExit(f"icon not understood: {source}")
        symbols.append(f'<symbol id="{name}" viewBox="{match[1]}">{match[2]}</symbol>\n')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg">\n'
        "<!-- Material Symbols, Apache-2.0 (material-symbols.LICENSE), "
        "from dkfds 11.2.0, gathered into one file -->\n"
        f"{''.join(symbols)}</svg>\n"
    )


def generated(directory: Path | None) -> dict[str, bytes]:
    contents = packages(directory)
    htmx, dkfds = contents["htmx.org@4.0.1"], contents["dkfds@11.2.0"]
    css, images = stylesheet(dkfds["dist/css/dkfds.min.css"].decode())
    splits = "dist/fonts/IBMPlexSans/split/woff2"
    return {
        "htmx.min.js": text(without_source_map(htmx["dist/htmx.min.js"].decode()).encode()),
        "htmx.LICENSE": text(htmx["LICENSE"]),
        "dkfds.min.css": css.encode(),
        "dkfds.LICENSE": text(dkfds["LICENSE.md"]),
        "icons.svg": sprite(dkfds).encode(),
        "fonts/IBMPlexSans.LICENSE": text(dkfds[f"{splits}/license.txt"]),
        **{f"fonts/{name}.woff2": dkfds[f"{splits}/{name}.woff2"] for name in FONTS.values()},
        **{f"img/{name}": text(dkfds[f"dist/img/svg-icons/{name}"]) for name in sorted(images)},
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    parser.add_argument(
        "--from",
        dest="directory",
        type=Path,
        help="a directory that holds the tarballs",
    )
    arguments = parser.parse_args()

    wanted = generated(arguments.directory)
    present = {
        path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()
    } - KEPT_BY_HAND
    changed = sorted(
        name
        for name, content in wanted.items()
        if name not in present or (VENDOR / name).read_bytes() != content
    )
    surplus = sorted(present - wanted.keys())
    for name in changed + surplus:
        print(("differs: " if name in wanted else "not from the packages: ") + name)
    if arguments.check:
        return bool(changed or surplus)

    for name in changed:
        (VENDOR / name).parent.mkdir(parents=True, exist_ok=True)
        (VENDOR / name).write_bytes(wanted[name])
    for name in surplus:
        (VENDOR / name).unlink()
    print(f"{len(wanted)} files, {len(changed)} written, {len(surplus)} removed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
