"""Runs the program with limits of time and memory, as every hostile test does."""

import os
import resource
import subprocess
import time

#: Memory that a run may take, whatever its input, and for each byte of it.
BASE_BYTES, BYTES_A_BYTE = 300 << 20, 200
#: Seconds of processor time that a run may take, whatever its input, and for each megabyte of it.
BASE_SECONDS, SECONDS_A_MEGABYTE = 10, 20

#: What a status may be: see `hustings --help`.
STATUSES = (0, 1, 2, 3, 4)


class Run:
    """What a run came to."""

    def __init__(self, status, out, err, seconds, peak):
        self.status, self.out, self.err, self.seconds, self.peak = status, out, err, seconds, peak

    def fault(self, size):
        """What is wrong with the run of an input of so many bytes, or None."""
        if b"panicked at" in self.err or self.status < 0 or self.status not in STATUSES:
            return f"status {self.status}: {self.err[-300:].decode('utf8', 'replace')}"
        if self.seconds > BASE_SECONDS + SECONDS_A_MEGABYTE * size / 1e6:
            return f"{self.seconds:.1f} s for {size} bytes"
        if self.peak > BASE_BYTES + BYTES_A_BYTE * size:
            return f"{self.peak >> 20} MB for {size} bytes"
        return None


def _limit():
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (120, 121))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(program, arguments, folder, timeout=120, stdin=subprocess.DEVNULL):
    """Runs `program` with `arguments` in `folder`."""
    out, err = os.path.join(folder, ".out"), os.path.join(folder, ".err")
    with open(out, "wb") as o, open(err, "wb") as e:
        started = time.time()
        child = subprocess.Popen([program, *arguments], cwd=folder, stdin=stdin, stdout=o, stderr=e, preexec_fn=_limit)
        while True:
            pid, status, used = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.time() - started > timeout:
                os.kill(child.pid, 9)
                _, status, used = os.wait4(child.pid, 0)
                break
            time.sleep(0.002)
        child.returncode = os.waitstatus_to_exitcode(status)
    read = lambda path: open(path, "rb").read(1 << 22)
    return Run(child.returncode, read(out), read(err), used.ru_utime + used.ru_stime, used.ru_maxrss << 10)
