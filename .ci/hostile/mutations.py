"""Changed inputs of every reader: no panic, no hang, no memory out of proportion, and a status that the help lists."""

import bz2
import gzip
import os
import random
import re
import shutil
import sys
from pathlib import Path

import limits

#: Pieces that break readers, or have broken others.
PIECES = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"{{", b"}}", b"[[", b"]]", b"|", b"=", b"'''", b"<ref>", b"</ref>", b"<!--", b"{|", b"|}", b"\r\n",
    b"\r", b'"', b'"""', b"[[contest]]", b"[[tenure]]", b"&#x110000;", b"&amp;", b"\xe2\x80\xae", b"\xcc\x81" * 50, b"\x1b[31m", b"nan",
    b"inf", b"1e308", b"-1", b"0", b"18446744073709551615", b"9223372036854775808", b"4294967296", b"0000-00-00", b"9999-12-31",
    b"-2147483648", b"1900-02-29", b"100.0000001", b"\xd9\xa1\xd9\xa2", b"vacant", b"<page>", b"</page>", b"<text>", b"</text>",
    b"</mediawiki>", b'{"title":', b"null", b",", b";", b"\t", b"elected", b"previous", b"\xc3\x9f", b"\xef\xac\x81", b"=1+1", b"'=1+1",
]

ANSWERS = [
    ["check"], ["rivals"], ["succession"], ["measures"], ["measures", "--of", "elo"], ["measures", "--of", "strengths"], ["network"],
    ["survival"], ["identity"], ["check", "--claims", "--unread"], ["sensitivity", "rivals"], ["draw", "timeline", "-o", "o.svg"],
    ["draw", "contests", "-o", "o.svg"], ["draw", "rivalries", "--as", "matrix", "-o", "o.svg"], ["report", "-o", "report"],
    *(["export", "--format", f, "-o", "-"] for f in
      "dot graphml gexf node-link json mermaid turtle items popolo wikitext easytimeline wikitable quickstatements".split()),
]


def changed(source, others, chance):
    """`source` with a few changes, some of them pieces of `others`."""
    data = bytearray(source)
    for _ in range(chance.choice([1, 1, 2, 3, 10, 30])):
        data = data or bytearray(b"x")
        at, kind = chance.randrange(len(data)), chance.randrange(9)
        end = min(len(data), at + chance.choice([1, 5, 50, 1000]))
        if kind == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[at:end]
        elif kind == 2:
            data[at:at] = data[at:end] * chance.choice([1, 20, 200])
        elif kind in (3, 4):
            data[at:at] = chance.choice(PIECES) * chance.choice([1, 1, 2, 50, 1000])
        elif kind == 5:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            data[at:at] = other[start:start + chance.choice([10, 100, 1000])]
        elif kind == 6:
            numbers = list(re.finditer(rb"\d+", bytes(data)))
            if numbers:
                number = chance.choice(numbers)
                data[number.start():number.end()] = str(chance.choice([-1, 0, 10 ** chance.randrange(40), 2**64 - 1])).encode()
        elif kind == 7:
            lines = bytes(data).split(b"\n")
            i = chance.randrange(len(lines))
            lines[i:i] = [lines[chance.randrange(len(lines))]] * chance.choice([1, 5, 100])
            data = bytearray(b"\n".join(lines))
        else:
            data = data[:at]
    return bytes(data[:800_000])


def export(pages):
    """Pages as a wiki exports them."""
    escape = lambda text: text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    out = b'<mediawiki version="0.11" xml:lang="en">\n<siteinfo></siteinfo>\n'
    for i, text in enumerate(pages):
        out += b"<page><title>19%d X election</title><ns>0</ns><id>%d</id><revision><id>%d</id><text>%s</text></revision></page>\n" % (
            90 + i, i, i, escape(text))
    return out + b'<page><title>Old</title><ns>0</ns><redirect title="1990 X election" /></page>\n</mediawiki>\n'


class Sources:
    """Good inputs of every reader, from the project's own tests and data and from what the program writes of them."""

    def __init__(self, program, root, folder):
        read = lambda pattern: [p.read_bytes() for p in sorted(root.glob(pattern))]
        self.articles = read("tests/articles/*.txt")
        self.pages = read("tests/wiki/*.wiki") or read("tests/wiki/**/*.wiki")
        self.series = read("data/*.toml")
        self.people = [b'same = [["Shimon Peres", "S. Peres"]]\ndifferent = [["A", "B"]]\n[name]\n"A" = "C"\n']
        self.xml = export(self.pages[:6])
        write = lambda *arguments: limits.run(program, arguments, folder)
        write("export", "-o", "tables/")
        self.tables = {p.name: b"\n".join(p.read_bytes().split(b"\n")[:60]) for p in sorted((folder / "tables").glob("*.csv"))}
        (folder / "p.xml").write_bytes(self.xml)
        self.lines = write("extract", "p.xml", "--redirects").out
        write("build", "bundled", "-o", "good.db")
        self.graph = (folder / "good.db").read_bytes()
        write("check", "--write-baseline", "known.json")
        self.known = (folder / "known.json").read_bytes()
        self.items = b"\n".join(write("export", "--format", "items", "-o", "-").out.split(b"\n")[:60])
        self.all = self.articles + self.pages + self.series + [self.xml, self.lines, self.known]


def case(sources, folder, chance):
    """Writes a changed input; gives its size and the arguments that read it."""
    kind = chance.choice(["article", "page", "xml", "gz", "bz2", "series", "table", "tables", "people", "config", "lines", "graph", "known",
                          "items", "noise"])
    write = lambda name, data: (folder / name).write_bytes(data)

    def one(name, data):
        write(name, data)
        return len(data), [*chance.choice(ANSWERS), "--from", name]

    change = lambda list_: changed(chance.choice(list_), sources.all, chance)
    if kind == "article":
        return one("a.txt", change(sources.articles))
    if kind == "page":
        return one("1998 X election.wiki", change(sources.pages))
    if kind in ("xml", "gz", "bz2"):
        data = change([sources.xml])
        packed = {"xml": data, "gz": gzip.compress(data, 1), "bz2": bz2.compress(data)}[kind]
        if kind != "xml" and chance.random() < 0.4:
            packed = changed(packed, [packed], chance)
        name = "a.xml" + ("" if kind == "xml" else "." + kind)
        write(name, packed)
        answer = ["extract", name, "--redirects"] if chance.random() < 0.5 else [*chance.choice(ANSWERS), "--from", name]
        return len(data) + len(packed), answer
    if kind == "series":
        return one("a.toml", change(sources.series))
    if kind == "table":
        return one("a.csv", change(list(sources.tables.values())))
    if kind == "tables":
        (folder / "t").mkdir(exist_ok=True)
        size = 0
        for name, data in sources.tables.items():
            data = changed(data, sources.all, chance) if chance.random() < 0.4 else data
            size += write("t/" + name, data)
        return size, [*chance.choice(ANSWERS), "--from", "t"]
    if kind == "people":
        data = change(sources.people)
        write("p.toml", data)
        return len(data), [*chance.choice(ANSWERS), "--people", "p.toml"]
    if kind == "config":
        data = changed(b'prefer = "table"\n[check]\nignore = ["unread"]\n[colours]\n"Likud" = "#123456"\n', sources.series, chance)
        write("h.toml", data)
        return len(data), ["check", "--config", "h.toml"]
    if kind == "lines":
        data = change([sources.lines])
        write("f.ndjson", data)
        return len(data), ["build", "--facts", "f.ndjson", "-o", "o.db", "--fresh"]
    if kind == "graph":
        data = bytearray(sources.graph)
        for _ in range(chance.choice([1, 1, 2, 20])):
            at = chance.randrange(len(data))
            data[at:at + chance.choice([1, 16, 4096])] = os.urandom(chance.choice([1, 16, 4096]))
        write("a.db", bytes(data))
        answer = ["build", "bundled", "-o", "a.db"] if chance.random() < 0.1 else [*chance.choice(ANSWERS), "--from", "a.db"]
        return len(data), answer
    if kind == "known":
        data = change([sources.known])
        write("k.json", data)
        return len(data), ["check", "--baseline", "k.json"]
    if kind == "items":
        data = change([sources.items])
        write("i.csv", data)
        return len(data), ["export", "--items", "i.csv", "--format", chance.choice(["turtle", "quickstatements", "items"]), "-o", "-"]
    head = chance.choice([b"", b"= A =\n", b"{{Infobox election\n", b"<mediawiki>", b"[series]\n", b"contest,candidate\n", b'{"title":',
                          b"\x1f\x8b\x08\0", b"BZh91AY&SY", b"\x28\xb5\x2f\xfd", b"SQLite format 3\0"])
    name = chance.choice(["a.txt", "a.wiki", "a.xml", "a.toml", "a.csv", "a.ndjson", "a.gz", "a.bz2", "a.zst", "a.db", "a"])
    return one(name, head + bytes(chance.choices(range(256), k=chance.choice([0, 1, 100, 60_000]))))


def main(program, root, folder, runs, seed):
    """Runs so many cases; keeps the input of each that is at fault."""
    chance = random.Random(seed)
    sources = Sources(program, root, folder)
    faults = 0
    for number in range(runs):
        size, arguments = case(sources, folder, chance)
        ended = limits.run(program, arguments, folder)
        fault = ended.fault(size)
        if fault:
            faults += 1
            print(f"case {number} of seed {seed}: hustings {' '.join(arguments)}: {fault}")
            kept = folder / f"fault-{number}"
            kept.mkdir(exist_ok=True)
            for name in (a for a in arguments if (folder / a).is_file()):
                shutil.copy(folder / name, kept)
    print(f"{runs} changed inputs, {faults} faults")
    return faults


if __name__ == "__main__":
    where = Path(sys.argv[2])
    where.mkdir(parents=True, exist_ok=True)
    sys.exit(main(sys.argv[1], Path(__file__).parents[2], where, int(sys.argv[3]), int(sys.argv[4])) > 0)
