"""The server while its dearest pages are asked for, from a contest of many: it answers /about, and its memory stays bounded."""

import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import shapes

#: What the server may take at most, in bytes, and how long /about may take at most on a machine that does much else, in seconds.
MOST_MEMORY, MOST_WAIT = 1 << 30, 2.0


def get(address, path, timeout=60, **headers):
    request = urllib.request.Request(address + path, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, b"", error.headers


def main(program, folder, candidates):
    """Serves one contest of so many and asks for everything at once."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "crowd.csv").write_text(shapes.crowd(candidates))
    server = subprocess.Popen([program, "serve", "--from", "crowd.csv", "--port", "0"], cwd=folder, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
    try:
        address = ""
        while not address:
            line = server.stdout.readline()
            if not line and server.poll() is not None:
                print("the server did not start")
                return 1
            found = re.search(r"http://[\w.:\[\]]+", line)
            address = found.group(0).rstrip("/") if found else ""
        paths = ["/party/p", "/contest/2001-x-election", "/office/mayor-of-x", "/people", "/rivals", "/search?q=cand", "/measures",
                 "/person/cand00001-fam7919", "/party/p.json", "/contest/2001-x-election.json"]
        answers = {}
        ask = lambda path: answers.__setitem__(path, get(address, path, timeout=120))
        threads = [threading.Thread(target=ask, args=(path,)) for path in paths * 2]
        for thread in threads:
            thread.start()
        waits = []
        while any(thread.is_alive() for thread in threads) and len(waits) < 200:
            started = time.time()
            status, _, _ = get(address, "/about")
            waits.append(time.time() - started)
            if status != 200:
                print(f"/about: status {status}")
            time.sleep(0.05)
        for thread in threads:
            thread.join()
        peak = int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{server.pid}/status").read_text()).group(1)) << 10
        longest = max(waits, default=0)
        largest = max(len(body) for _, body, _ in answers.values())
        _, packed, headers = get(address, "/contest/2001-x-election", **{"Accept-Encoding": "gzip"})
        print(f"{candidates} candidates: {peak >> 20} MB, /about after at most {longest * 1000:.0f} ms of {len(waits)} times, the largest "
              f"answer {largest >> 10} kB, packed {len(packed) >> 10} kB")
        faults = [path for path, (status, _, _) in answers.items() if status not in (200, 404, 413, 503)]
        bad = bool(faults) + (peak > MOST_MEMORY) + (longest > MOST_WAIT) + (headers.get("Content-Encoding") != "gzip")
        print(f"statuses {sorted({(path, status) for path, (status, _, _) in answers.items()})}" if bad else "0 faults")
        return bad
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])) > 0)
