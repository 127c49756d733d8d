"""Mends and checks the links of the documentation's site: book.py FOLDER

Four pages include files that stand elsewhere in the repository, whose links are written for there. Every link and picture must lead to a
file of the site, and every anchor to an element of its page.
"""

import re
import sys
from pathlib import Path

#: Where a file of the repository is on the site.
ON_THE_SITE = {
    "src/architecture.html": "architecture.html",
    "../CONTRIBUTING.html": "contributing.html",
    "CONTRIBUTING.html": "contributing.html",
    "CHANGELOG.html": "changelog.html",
    "SECURITY.html": "security.html",
}

folder = Path(sys.argv[1])
pages = {path: path.read_text(encoding="utf-8") for path in folder.glob("*.html")}
for path, text in pages.items():
    mended = re.sub(r'href="([^"#]+)', lambda found: f'href="{ON_THE_SITE.get(found[1], found[1])}', text)
    if mended != text:
        pages[path] = mended
        path.write_text(mended, encoding="utf-8")

faults = []
for path, text in pages.items():
    if path.name in ("404.html", "print.html", "toc.html"):
        continue
    for target in re.findall(r'(?:href|src)="([^"]+)"', text):
        file, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", file):
            continue
        there = folder / file if file else path
        if not there.exists():
            faults.append(f"{path.name}: {target} leads nowhere")
        elif anchor and there in pages and f'id="{anchor}"' not in pages[there]:
            faults.append(f"{path.name}: {target} names no part of {there.name}")
print("\n".join(faults) or f"{len(pages)} pages, every link leads somewhere")
sys.exit(bool(faults))
