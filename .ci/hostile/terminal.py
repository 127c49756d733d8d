"""No byte of data reaches a terminal as it is: every command on a pseudo-terminal, with escape sequences in every kind of source."""

import os
import pty
import re
import sys
from pathlib import Path

#: What the program itself may send: colours, and the clearing of its own line of progress.
OWN = re.compile(rb"\x1b\[(?:0|1|2|4|9[0-7]|3[0-7]|38;5;\d+)(?:;(?:\d+))*m|\r\x1b\[2K")
#: What a terminal acts on: controls but for tabs and line breaks, C1, and what turns the direction of writing.
ACTS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae\xa8\xa9]|\xe2\x81[\xa6-\xa9]")
#: A colour that data has and the program never uses: blinking.
BLINK = b"\x1b[5m"

HOSTILE = "Red\x1b]8;;http://evil\x07Link\x1b[5mblink\x1b[2J\x9b31mC1\u202egnp Man"


def write_sources(folder):
    """The same names in a table, a series, an article, a page, an export, and names of files."""
    rows = "".join(
        f'{year} Q{HOSTILE} election,{name},{year}-01-01,{votes},"Leader of {HOSTILE}",P{HOSTILE},{HOSTILE}\n'
        for year in (1990, 1994) for name, votes in ((HOSTILE, 60), ("Bo Birch", 30)))
    (folder / "e.csv").write_text("contest,candidate,date,votes,office,party,note\n" + rows)
    quoted = HOSTILE.encode("unicode_escape").decode().replace("\\x", "\\u00")
    (folder / "e.toml").write_text(
        f'[series]\noffice = "Leader of {quoted}"\n"bad{quoted}" = "{quoted}"\n[[contest]]\ntitle = "1990 {quoted} election"\n'
        f'date = "{quoted}"\nresults = [{{candidate = "{quoted}", votes = 5}}, {{candidate = "Bo Birch", votes = 3}}]\n')
    (folder / "e.txt").write_text(
        f"= 1990 {HOSTILE} Party leadership election =\n\nInfobox\n- Candidate1: {HOSTILE}\n- Candidate3: Bo Birch\n- Votes1: 10\x1b[31m0\n"
        f"- Percentage1: 30\n- Percentage2: 20\n\n{HOSTILE} defeated Bo Birch on 15 March 1998.\n")
    page = f"{{{{Infobox election|election_name=1990 {HOSTILE} election|candidate1={HOSTILE}|percentage1=30|candidate2=[[Bo Birch]]|percentage2=20}}}}\n"
    (folder / "e.wiki").write_text(page)
    (folder / "e.xml").write_text(
        f"<mediawiki><page><title>1990 {HOSTILE}</title><ns>0</ns><revision><text>{page}</text></revision></page><page><title>Cut {HOSTILE}</title>")
    (folder / "d").mkdir(exist_ok=True)
    (folder / "d" / "f\x1b]0;FILE\x07\x1b[31mn.csv").write_text("contest,x\n")
    (folder / "d" / "g\x1b[2Jn.csv").write_text((folder / "e.csv").read_text())


def shown(program, arguments, folder):
    """All that a command writes to a terminal."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.environ.update(TERM="xterm-256color")
        os.environ.pop("NO_COLOR", None)
        os.execv(program, [program, *arguments])
    said = b""
    while True:
        try:
            piece = os.read(terminal, 1 << 16)
        except OSError:
            break
        if not piece:
            break
        said += piece
    os.waitpid(pid, 0)
    return said


COMMANDS = [
    ["check"], ["check", "--unread"], ["check", "--claims"], ["check", "--format", "sarif"], ["check", "--format", "csv"], ["rivals", "--min", "1"],
    ["rivals", "Birch"], ["rivals", "C1", "Birch"], ["rivals", "--min", "1", "--format", "json"], ["rivals", "--min", "1", "--format", "csv"],
    ["show", "1990 Q"], ["show", "Birch"], ["show", HOSTILE], ["succession"], ["measures"], ["measures", "--format", "markdown"], ["identity"],
    ["path", "C1", "Birch"], ["network"], ["survival"], ["sensitivity", "measures"], ["report", "-o", "report"],
    ["draw", "timeline", "-o", "t.svg"], *(["export", "-o", "-", "--format", f] for f in
                                           "csv json dot graphml node-link mermaid turtle items popolo wikitext easytimeline".split()),
]
ARGUMENTS = [
    ["show", HOSTILE], ["explain", "\x1b[2J"], ["rivals", "--from", "no\x1b[2Jfile"], ["rivals", "--people", "no\x1b[2Jfile"], ["\x1b[2J"],
    ["rivals", "--\x1b[2J"], ["rivals", "--min", "\x1b]0;X\x07"], ["build", "e.csv", "-o", "e\x1b[2J.db"], ["export", "-o", "x\x1b[2J.zzz"],
    ["draw", "succession", "\x1b]0;X\x07", "-o", "x.svg"], ["fetch", "A\x1b[2J", "--wiki", "http://127.0.0.1:1"], ["fetch", "A", "--wiki", "x\x1b[2J y"],
]


def main(program, folder):
    """Says which commands let something through."""
    folder.mkdir(parents=True, exist_ok=True)
    write_sources(folder)
    shown(program, ["build", "e.csv", "-o", "e.db", "--fresh"], folder)
    runs = [command + ["--from", source] for source in ("e.csv", "e.toml", "e.txt", "e.wiki", "e.xml", "e.db", "d") for command in COMMANDS]
    runs += [["extract", source] for source in ("e.wiki", "e.xml")] + ARGUMENTS
    faults = 0
    for arguments in runs:
        said = shown(program, arguments, folder)
        through = ACTS.findall(OWN.sub(b"", said.replace(b"\r\n", b"\n")))
        if through or BLINK in said:
            faults += 1
            print(f"hustings {arguments!r}: {through[:5]}")
    print(f"{len(runs)} commands on a terminal, {faults} faults")
    return faults


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])) > 0)
