#!/usr/bin/env python3
"""Checks SVG pictures as librsvg draws them.  python3 rsvg.py FILE.svg...

Each file is made a PDF by rsvg-convert, and pdftotext tells where each word lies in it. Every word must be inside the
page and off the other words, and the words must be those of the SVG's <text> elements: none lost, none added. What
pdftotext cuts into pieces (Hebrew and Arabic come letter by letter, slanted words in parts) is compared by its letters.
It knows no angles, so that words of turned texts may lie on others here: pictures.mjs tells whether they do.
"""
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import combinations
from pathlib import Path

INK = 0.75  # how much of a line's height is taken to be ink, about its middle
EDGE, TOUCH = 1, 0.5  # pixels that a word may reach beyond the page, or lie on another
PX = 72 / 96  # points in a pixel
SVG, XHTML = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xhtml}"
NOT_DRAWN = {SVG + name for name in ("defs", "symbol", "clipPath", "mask", "pattern", "marker", "title", "desc")}
BRACKETS = str.maketrans(")]}>»›", "([{<«‹")  # from right to left each is drawn as its other


def run(*command):
    done = subprocess.run(command, capture_output=True, timeout=120)
    if done.returncode != 0 or done.stderr.strip():
        raise RuntimeError(f"{command[0]}: exit {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode()


def plain(text):
    """The characters that leave ink or part words: presentation forms as letters, no marks of direction."""
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if c.isspace() or unicodedata.category(c) not in ("Cf", "Cc"))


def own(element):
    """An element's text; a piece with a place of its own starts a new word."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in NOT_DRAWN:
            parts.append((" " if {"x", "y", "dx", "dy"} & child.attrib.keys() else "") + own(child))
        parts.append(child.tail or "")
    return "".join(parts)


def texts(element, turned=False):
    """The text of each <text>, and whether something may turn it."""
    if element.tag in NOT_DRAWN:
        return
    transform = element.get("transform", "") + element.get("style", "")
    turned = turned or any(turn in transform for turn in ("rotate", "matrix", "skew"))
    if element.tag == SVG + "text":
        yield plain(own(element)), turned
    else:
        for child in element:
            yield from texts(child, turned)


def drawn(file, folder):
    """The pages as (width, height, words), a word as (text, left, top, right, bottom), all in pixels."""
    pdf = str(Path(folder, "picture.pdf"))
    run("rsvg-convert", "-f", "pdf", "-o", pdf, file)
    fonts = run("pdffonts", pdf).splitlines()[2:]
    if not fonts:  # then pdftotext says only "no word list"
        return
    if "DejaVu Sans" in Path(file).read_text("utf-8") and not any("DejaVuSans" in font for font in fonts):
        raise RuntimeError("DejaVu Sans did not draw it: apt-get install fonts-dejavu-core")
    for page in ET.fromstring(run("pdftotext", "-enc", "UTF-8", "-bbox", pdf, "-")).iter(XHTML + "page"):
        words = []
        for word in page.iter(XHTML + "word"):
            left, top, right, bottom = (float(word.get(k)) / PX for k in ("xMin", "yMin", "xMax", "yMax"))
            cut = (bottom - top) * (1 - INK) / 2
            words.append((plain(word.text or ""), left, top + cut, right, bottom - cut))
        yield float(page.get("width")) / PX, float(page.get("height")) / PX, words


def failures(file, folder):
    expected = list(texts(ET.parse(file).getroot()))
    pages = list(drawn(file, folder))
    words = [word for _, _, found in pages for word in found]
    print(f"{file}: {len(expected)} texts, {len(words)} words drawn", flush=True)
    if len(pages) > 1:
        yield f"is drawn on {len(pages)} pages"
    if not expected:
        yield "has no text"

    for width, height, found in pages:
        for text, left, top, right, bottom in found:
            beyond = max(-left, -top, right - width, bottom - height)
            if beyond > EDGE:
                yield f'leaves the page by {beyond:.1f} px: "{text}"'
    turned = " ".join("".join(text.split()) for text, is_turned in expected if is_turned)
    marks = {c for word in words for c in word[0] if unicodedata.combining(c)}
    straight = [word for word in words if word[0] not in turned and not set(word[0]) <= marks]
    for (one, l, t, r, b), (other, l2, t2, r2, b2) in combinations(straight, 2):
        by = min(min(r, r2) - max(l, l2), min(b, b2) - max(t, t2))
        if by > TOUCH:
            yield f'has words that overlap by {by:.1f} px: "{one}" and "{other}"'

    wanted = Counter(word for text, _ in expected for word in text.split())
    got = Counter(part for word in words for part in word[0].split())
    lost, added = wanted - got, got - wanted
    letters = [Counter("".join(words.elements()).translate(BRACKETS)) for words in (lost, added)]
    for what, number, some in (("lost", letters[0] - letters[1], lost), ("added", letters[1] - letters[0], added)):
        if number:
            of = [word for word in some.elements() if number.keys() & set(word.translate(BRACKETS))]
            yield f"has {what} the letters {''.join(sorted(number.elements()))!r}, of: {' '.join(of)}"


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: python3 rsvg.py FILE.svg...")
    found = []
    for file in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            try:
                found += [f"{file}: {failure}" for failure in failures(file, folder)]
            except (OSError, RuntimeError, ET.ParseError, subprocess.TimeoutExpired) as e:
                found.append(f"{file}: {e}")
    for failure in found:
        print(f"FAILED {failure}", file=sys.stderr)
    sys.exit(f"{len(found)} failures" if found else 0)


if __name__ == "__main__":
    main()
