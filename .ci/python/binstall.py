"""Holds a packed program to what Cargo.toml tells binstall: binstall.py ARCHIVE

The name at the end of `pkg-url` must be the archive's, and `bin-dir` must lead to the program in it.
"""

import re
import sys
import tarfile
import tomllib
from pathlib import Path

archive = Path(sys.argv[1])
package = tomllib.loads((Path(__file__).resolve().parents[2] / "Cargo.toml").read_text())["package"]
told = package["metadata"]["binstall"]
target = re.fullmatch(rf"hustings-{re.escape(package['version'])}-(.+)\.tgz", archive.name)[1]
words = {"repo": "ADDRESS", "name": package["name"], "version": package["version"], "target": target, "bin": "hustings", "binary-ext": ""}
fill = lambda text: re.sub(r"\{ ([a-z-]+) \}", lambda found: words[found[1]], text)
assert fill(told["pkg-url"]).rsplit("/", 1)[1] == archive.name, fill(told["pkg-url"])
with tarfile.open(archive) as packed:
    names = packed.getnames()
    program = packed.getmember(fill(told["bin-dir"]))
assert program.mode & 0o111, "the program cannot be run"
for file in ("LICENSE-MIT", "LICENSE-APACHE", "LICENSE-FONTS", "man/hustings.1", "completions/hustings.bash"):
    assert any(name.endswith("/" + file) for name in names), f"the archive lacks {file}"
print(f"{archive.name} is where binstall looks")
