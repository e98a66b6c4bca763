"""The main job: read the programs in this folder, print what they are, and hold them against published rules."""

from pathlib import Path

from iopmodel import Program, check, pathway_page, program_page, standards
from iopmodel.interop import documents

for file in sorted(Path(__file__).parent.glob("*.toml")):
    subject = documents.read(file)
    print(f"===== {file.name} =====\n")
    print(program_page(subject) if isinstance(subject, Program) else pathway_page(subject))
    print()
    print(check(subject, against=[standards.MEDICARE, standards.HCPCS, standards.GUIDES], on="2026-02-02"))
    print()
