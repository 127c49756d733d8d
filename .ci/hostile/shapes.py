"""Inputs made to cost too much: how time and memory grow with them, beside an ordinary table of the same size."""

import bz2
import gzip
import sys
from pathlib import Path

import limits

#: How many times the memory or the time a byte of an ordinary table an input may take; and what every run takes.
MOST, BASE_PEAK, BASE_SECONDS = 3, 60 << 20, 0.5
#: Whoever seems to take more is measured again, so often: other work on the machine makes a run slower and never faster.
AGAIN = 2


def crowd(count):
    """One contest of many."""
    rows = (f"2001 X election,Cand{n:05d} Fam{n * 7919 % 100003},2001-01-01,P,{n + 1},Mayor of X" for n in range(count))
    return "contest,candidate,date,party,votes,office\n" + "\n".join(rows) + "\n"


def alike(count):
    """Many who are called nearly the same, in one office."""
    rows = (f"{1500 + n} X election,Ann{chr(97 + n % 26)} Smith{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)},{n},Mayor of X" for n in range(count))
    return "contest,candidate,votes,office\n" + "\n".join(rows) + "\n"


ARTICLE = "= 1998 X Party leadership election =\n\nInfobox\n- Candidate1: Ann Lee\n- Candidate2: Bo Ray\n- Votes1: 10\n- Votes2: 9\n\n"


def inputs(size):
    """Each hostile input: its name, its content, what reads it, and its size unpacked."""
    page = lambda text: f"<mediawiki><page><title>1998 X election</title><ns>0</ns><revision><text>{{{{Infobox election|election_name=1998 X election|candidate1=Ann Lee|votes1=3}}}}\n{text}</text></revision></page></mediawiki>"
    for word in ("Aaaa ", "A. ", "Ann Lee and ", "Ann Lee, ", "(Ann ", "“Ann ", "12,000 ", "Ann Lee defeated Bo Ray. ", "[[Ann]] ", "in 1992 ", "won "):
        text = word * (size // len(word))
        yield f"article of {word!r}", "a.txt", (ARTICLE + text).encode(), ["check", "--from", "a.txt"], size
        yield f"page of {word!r}", "p.xml", page(text).encode(), ["extract", "p.xml"], size
    many = crowd(size // 60).encode()
    for command in (["show", "Cand00001 Fam7919"], ["rivals", "Cand00001 Fam7919"], ["rivals", "--min", "1"], ["measures"], ["network"],
                    ["sensitivity", "rivals"], ["sensitivity", "measures"], ["identity"], ["draw", "contests", "-o", "o.svg"],
                    ["export", "--format", "json", "-o", "o.json"], ["build", "-o", "o.db", "--fresh", "c.csv"]):
        yield f"one contest, {' '.join(command)}", "c.csv", many, command if "build" in command else [*command, "--from", "c.csv"], len(many)
    names = alike(size // 40).encode()
    yield "names alike", "n.csv", names, ["rivals", "--from", "n.csv"], len(names)
    keys = ("= X =\n\nInfobox\n" + "".join(f"- K{n}: v\n" for n in range(size // 10))).encode()
    yield "packed keys", "k.txt.gz", gzip.compress(keys), ["check", "--from", "k.txt.gz"], len(keys)
    cells = ("contest,candidate" + ",x" * (size // 20) + "\n" + "2001 X election,Ann" + ",1" * (size // 20) + "\n").encode()
    yield "packed cells", "t.csv.gz", gzip.compress(cells), ["check", "--from", "t.csv.gz"], len(cells)
    blank = b"<mediawiki><page><title>A</title><revision><text>" + b" " * (20 * size) + b"</text></revision></page></mediawiki>"
    yield "blanks", "b.xml.bz2", bz2.compress(blank), ["extract", "b.xml.bz2"], len(blank)
    table = "[series]\noffice = \"X\"\n[names]\n" + "".join(f'"Ann Lee {n}" = "Ann Lea {n}"\n' for n in range(size // 35))
    yield "[names]", "s.toml", table.encode(), ["rivals", "--from", "s.toml"], len(table)
    people = "same = [\n" + "".join(f'["Ann Lee {n}", "Ann Lea {n}"],\n' for n in range(size // 35)) + "]\n"
    yield "--people", "people.toml", people.encode(), ["rivals", "--people", "people.toml"], len(people)


def reference(arguments):
    """What of an ordinary table is compared: the same analysis where that is dear by itself."""
    return arguments[:2] if arguments[0] == "sensitivity" else ["rivals"]


def main(program, folder, size, table):
    """Says which inputs take more than an ordinary table, by its size."""
    folder.mkdir(parents=True, exist_ok=True)
    length = table.stat().st_size
    known = {}

    def ordinary(arguments):
        command = tuple(reference(arguments))
        if command not in known:
            known[command] = limits.run(program, [*command, "--from", str(table)], folder)
            print(f"{' '.join(command)} of an ordinary table of {length / 1e6:.1f} MB: {known[command].seconds:.2f} s, {known[command].peak >> 20} MB")
        run = known[command]
        return run.seconds / length, run.peak / length

    faults = 0
    for name, file, data, arguments, unpacked in inputs(size):
        (folder / file).write_bytes(data)
        seconds, memory = ordinary(arguments)
        unpacked = max(unpacked, len(data))
        allowed = BASE_SECONDS + MOST * seconds * unpacked, BASE_PEAK + MOST * memory * unpacked
        for _ in range(1 + AGAIN):
            run = limits.run(program, arguments, folder)
            over = run.seconds > allowed[0] or run.peak > allowed[1] or run.fault(unpacked)
            if not over:
                break
        faults += bool(over)
        print(f"{'OVER ' if over else '     '}{name}: {run.seconds:.2f} of {allowed[0]:.1f} s, {run.peak >> 20} of {int(allowed[1]) >> 20} MB, status {run.status}")
    print(f"{faults} inputs take more than their share")
    return faults


if __name__ == "__main__":
    program, where, often, ordinary_table = sys.argv[1:]
    sys.exit(main(program, Path(where), int(often), Path(ordinary_table).resolve()) > 0)
