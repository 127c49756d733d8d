"""Runs the steps of action.yml as GitHub would: action.py FOLDER PROGRAM_FOLDER"""

import os
import subprocess
import sys
from pathlib import Path

import yaml

folder, programs = Path(sys.argv[1]), sys.argv[2]
checkout = Path(__file__).resolve().parents[2]
action = yaml.safe_load((checkout / "action.yml").read_text())


def run(given: dict[str, str]) -> tuple[int, str]:
    """Runs every step with some inputs; returns the status of the last one and what was printed."""
    inputs = {name: given.get(name, str(of.get("default", ""))) for name, of in action["inputs"].items()}
    assert all(name in given for name, of in action["inputs"].items() if of.get("required")), "an input is missing"
    folder.mkdir(parents=True, exist_ok=True)
    path_file = folder / "path"
    path_file.write_text("")
    printed = ""
    for step in action["runs"]["steps"]:
        environment = {**os.environ, "GITHUB_PATH": str(path_file), "RUNNER_TEMP": str(folder)}
        environment["PATH"] = os.pathsep.join([*path_file.read_text().split(), programs, os.environ["PATH"]])
        for name, value in step.get("env", {}).items():
            value = value.replace("${{ github.action_path }}", str(checkout))
            for word, text in inputs.items():
                value = value.replace("${{ inputs." + word + " }}", text)
            assert "${{" not in value, value
            environment[name] = value
        assert step["shell"] == "bash" and "${{" not in step["run"]
        done = subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], env=environment, cwd=checkout, capture_output=True, text=True)
        printed += done.stdout + done.stderr
        if done.returncode:
            return done.returncode, printed
    return 0, printed


status, said = run({"from": "tests/articles\n"})
assert status == 1 and "::warning file=tests/articles/harbour-1998.txt,line=12" in said, said
status, said = run({"from": "tests/articles", "args": "--fail-on never", "sarif": str(folder / "found.sarif")})
assert status == 0 and '"2.1.0"' in (folder / "found.sarif").read_text(), said
status, said = run({"from": ""})
assert status == 2 and "::error::" in said, said
print("the Action reports, passes and refuses as it should")
