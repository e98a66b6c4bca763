"""``python -m tests.fill_pages PAGE...``: execute the examples of pages and write what they print into them.

A change of the rules changes what many pages show: digests, counts, lists. This writes the ``text`` block after each
``python`` block and the output of each command of a ``console`` block anew. Read the difference before you keep it: a
page that was made to say what the code prints proves nothing until somebody has looked at it.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.markdown_pages import EXIT_STATUS, Block, blocks, run_prompts, run_python

ROOT = Path(__file__).parents[1]


def filled(page: Path) -> str:
    """The text of a page with every output written anew."""
    lines = page.read_text(encoding="utf-8").splitlines()
    examples = list(blocks(lines))
    namespace: dict[str, object] = {"__name__": "__main__"}
    changes: list[tuple[Block, str]] = []
    for block, after in zip(examples, [*examples[1:], None], strict=False):
        if block.language == "console":
            changes.append((block, _console(block)))
        elif block.language == "python" and re.search(r"^\s*>>> ", block.text, re.MULTILINE):
            run_prompts(block, namespace, str(page))
        elif block.language == "python":
            printed = run_python(block, namespace, str(page))
            if after is not None and after.language == "text" and after.follows_directly:
                changes.append((after, printed))
    for block, text in reversed(changes):
        first = block.line - 1
        lines[first : first + block.text.count("\n")] = text.splitlines()
    return "".join(f"{line}\n" for line in lines)


def _console(block: Block) -> str:
    """A console block with the output of its commands."""
    _, *commands = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
    return "".join(map(_command, commands))


def _command(written: str) -> str:
    typed = re.match(r"(?:.*\\\n)*.*\n", written)
    shown = typed[0] if typed else written
    words = shlex.split(shown.replace("\\\n", ""))
    done = subprocess.run(
        [sys.executable, *words[1:]],
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "80", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    status = f"exit status {done.returncode}\n" if done.returncode else ""
    if status and not EXIT_STATUS.fullmatch(status.strip()):
        raise SystemExit(done.stdout)
    return f"$ {shown}{done.stdout}{status}"


def main(arguments: list[str] | None = None) -> int:
    """Fill the pages that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.fill_pages", description="Write outputs into pages anew.")
    parser.add_argument("pages", nargs="+", type=Path, help="Markdown pages")
    for page in parser.parse_args(arguments).pages:
        text = filled(page)
        if text != page.read_text(encoding="utf-8"):
            page.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{page}: written anew\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
