"""How long a session keeps its user waiting: the prompt, a key, a completion."""

import fcntl
import os
import pty
import select
import statistics
import struct
import termios
import time

from bench import milliseconds, table

START_LIMIT = 3.0
KEY_LIMIT = 0.010
HISTORY = 10_000
DEFINITIONS = 1_000
NAMES = 400
ROUNDS = 30


class Terminal:
    """A program at a terminal of its own."""

    def __init__(self, command, home):
        environment = {"HOME": str(home), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        self.shown = b""
        self.start = time.perf_counter()
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execve(command, [command], environment)
        # High enough for a list of every name.
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 1000, 80, 0, 0))

    def wait_for(self, text, seconds=20):
        """The seconds until a text is shown."""
        start = time.perf_counter()
        while text not in self.shown:
            if not select.select([self.terminal], [], [], seconds)[0]:
                raise RuntimeError(f"{text} is not shown, but {self.shown[-200:]}")
            self.shown += os.read(self.terminal, 1 << 16)
        self.shown = self.shown.split(text, 1)[1]
        return time.perf_counter() - start

    def type(self, text):
        os.write(self.terminal, text)

    def answer(self, keys, text):
        """The seconds from pressing keys to what is shown then."""
        while select.select([self.terminal], [], [], 0.02)[0]:
            os.read(self.terminal, 1 << 16)
        self.shown = b""
        self.type(keys)
        return self.wait_for(text)

    def leave(self):
        self.type(b"\x15\x04")
        try:
            while os.read(self.terminal, 1 << 16):
                pass
        except OSError:
            pass
        os.waitpid(self.process, 0)
        os.close(self.terminal)


def prompt_time(command, home):
    terminal = Terminal(command, home)
    terminal.wait_for(b"> ")
    seconds = time.perf_counter() - terminal.start
    terminal.leave()
    return seconds


def measure(bench):
    home = bench.folder / "home"
    state = home / ".local" / "state" / "swiftgrad"
    state.mkdir(parents=True)
    (state / "history").write_text(
        "".join(f"x{i} = sin({i}) + log(3 * x{i - 1})\n" for i in range(HISTORY)))
    script = home / "definitions"
    script.write_text(
        "".join(f"f{i}(x) = x^2 + {i}\n" for i in range(DEFINITIONS - NAMES))
        + "".join(f"name_{i:03} = {i}\n" for i in range(NAMES)))

    own, least = [], []
    for _ in range(ROUNDS):
        least.append(prompt_time(bench.folder / "prompt", home))
        own.append(prompt_time(bench.binary, home))
    ratio = statistics.median(own) / statistics.median(least)
    prompt_verdict = bench.judge(ratio <= START_LIMIT, f"the prompt: ratio {ratio:.2f}")

    terminal = Terminal(bench.binary, home)
    terminal.wait_for(b"> ")
    terminal.type(b":load " + str(script).encode() + b"\r")
    terminal.type(b"7654321\r")
    terminal.wait_for(b"= 7654321")
    terminal.wait_for(b"> ")
    keys, history, completion, listing = [], [], [], []
    for _ in range(ROUNDS):
        keys.append(terminal.answer(b"q", b"q"))
        terminal.type(b"\x15")
        history.append(terminal.answer(b"\x1b[A", b"7654321"))
        terminal.answer(b"\x1b[B\x15lga", b"lga")
        completion.append(terminal.answer(b"\t", b"mma("))
        terminal.answer(b"\x15name", b"name")
        terminal.answer(b"\t", b"_")
        listing.append(terminal.answer(b"\t\t", f"name_{NAMES - 1:03}".encode()))
        terminal.answer(b"\x15zz", b"zz")
        terminal.type(b"\x15")
    terminal.leave()
    rows = []
    data = {"prompt": own, "readline alone": least, "prompt ratio": ratio}
    for what, times in [
            ("a letter", keys), ("the arrow to the last line", history),
            ("Tab, one name", completion), (f"Tab, a list of {NAMES} names", listing)]:
        worst = sorted(times)[int(0.9 * len(times))]
        verdict = bench.judge(worst <= KEY_LIMIT, f"{what}: {milliseconds(worst)}")
        rows.append(
            [what, milliseconds(statistics.median(times), 2), milliseconds(worst, 2), verdict])
        data[what] = times
    text = f"""## A session

From the start of the process to the prompt, with a history of {HISTORY:,} lines, beside a C program
that calls readline and nothing else; medians of {ROUNDS} turns.

{table(["program", ">prompt"], [
    ["readline alone", milliseconds(statistics.median(least), 2)],
    ["`swiftgrad`", milliseconds(statistics.median(own), 2)]])}

Ratio {ratio:.2f}, limit {START_LIMIT}: {prompt_verdict}.

From a key to what it shows, with {DEFINITIONS:,} definitions beside that history; limit
{milliseconds(KEY_LIMIT, 0)} for nine of ten.

{table(["key", ">median", ">nine of ten within", "within the limit"], rows)}
"""
    return text, data
