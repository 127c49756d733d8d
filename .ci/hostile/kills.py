"""Kills of every writer: what was there stays, or what was asked for is there whole; and bytes of graph files changed one by one."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import limits

WRITERS = {
    "o.json": ["export", "--from", "t.csv", "-o", "o.json"],
    "o.graphml": ["export", "--from", "t.csv", "-o", "o.graphml"],
    "o.items.csv": ["export", "--from", "t.csv", "-o", "o.items.csv"],
    "o.svg": ["draw", "contests", "--from", "t.csv", "-o", "o.svg"],
    "o.png": ["draw", "rivalries", "--from", "t.csv", "-o", "o.png"],
    "o.toml": ["identity", "--from", "t.csv", "--export", "o.toml"],
    "o.known": ["check", "--from", "t.csv", "--write-baseline", "o.known"],
    "o.ndjson": ["extract", "p.xml", "-o", "o.ndjson"],
    "o.db": ["build", "t.csv", "-o", "o.db", "--fresh"],
}

COMMANDS = [
    ["rivals"], ["rivals", "Ash", "Birch"], ["succession"], ["show", "Ann Ash 3"], ["check", "--format", "csv"], ["measures"], ["network"],
    ["survival"], ["identity"], ["path", "Ann Ash 3", "Bo Birch 3"], ["export", "--format", "json", "-o", "-"],
    ["export", "--format", "items", "-o", "-"], ["sensitivity", "measures"], ["draw", "contests", "-o", "flip.svg"], ["report", "--no-diagrams"],
]


def write_sources(folder, contests):
    rows = "".join(
        f"{1900 + c % 120} X{c % 7} election {c},{name} {c % 50},{votes},Mayor of X{c % 7}\n"
        for c in range(contests) for name, votes in (("Ann Ash", 60), ("Bo Birch", 30), ("Cy Cedar", 10)))
    (folder / "t.csv").write_text("contest,candidate,votes,office\n" + rows)
    page = "{{Infobox election|election_name=%d X election|candidate1=A B|votes1=3|candidate2=C D|votes2=2}}"
    pages = "".join(
        f"<page><title>{1900 + c} X election</title><ns>0</ns><revision><text>{page % (1900 + c)}</text></revision></page>\n"
        for c in range(contests))
    (folder / "p.xml").write_text(f"<mediawiki>\n{pages}</mediawiki>\n")


def kill(program, folder, times, chance):
    """Kills each writer so often at random moments."""
    faults = 0
    for name, arguments in WRITERS.items():
        target = folder / name
        started = time.time()
        limits.run(program, arguments, folder)
        whole, new = time.time() - started, target.read_bytes()
        old = target.read_bytes() if name == "o.db" else b"old"
        for _ in range(times):
            target.write_bytes(old)
            child = subprocess.Popen([program, *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.random() * whole * 1.1)
            # An interrupted extraction keeps the lines it has, as it says.
            child.send_signal(9 if name == "o.ndjson" else chance.choice([9, 9, 15, 2]))
            child.wait()
            if target.read_bytes() not in (old, new):
                faults += 1
                print(f"hustings {' '.join(arguments)}, killed, left {target.stat().st_size} bytes that are neither the old nor the new")
        limits.run(program, arguments, folder)
    left = [name for name in os.listdir(folder) if name.endswith(".hustings-building")]
    if left:
        faults += 1
        print(f"left behind: {left}")
    print(f"{len(WRITERS)} writers killed {times} times each, {faults} faults")
    return faults


def flip(program, folder, flips, chance):
    """Changes one byte of a graph file at a time: the same answer, or status 3 and a word."""
    limits.run(program, ["build", "t.csv", "bundled", "-o", "good.db", "--fresh"], folder)
    good = (folder / "good.db").read_bytes()
    ask = lambda command: limits.run(program, [*command, "--from", "f.db"], folder)
    (folder / "f.db").write_bytes(good)
    before = [ask(command) for command in COMMANDS]
    faults = noticed = 0
    for _ in range(flips):
        at = chance.randrange(len(good))
        data = bytearray(good)
        data[at] = chance.choice([b for b in range(256) if b != good[at]])
        (folder / "f.db").write_bytes(data)
        for command, answer in zip(COMMANDS, before):
            now = ask(command)
            same = now.status == answer.status and now.out == answer.out
            if not same and not (now.status == 3 and b"f.db" in now.err):
                faults += 1
                print(f"byte {at}, hustings {' '.join(command)}: status {now.status}, {now.err[-200:]!r}")
            noticed += not same
    print(f"{flips} changed bytes, {len(COMMANDS)} commands each: {noticed} times noticed, {faults} faults")
    return faults + (noticed == 0)


def main(program, folder, times, flips, seed):
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    write_sources(folder, 300)
    return kill(program, folder, times, chance) + flip(program, folder, flips, chance)


if __name__ == "__main__":
    program, where, often, bytes_, number = sys.argv[1:]
    sys.exit(main(program, Path(where), int(often), int(bytes_), int(number)) > 0)
