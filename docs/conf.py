"""How Sphinx builds these pages: MyST Markdown, the Furo theme, every reference checked."""

from docutils import nodes
from sphinx.addnodes import desc_annotation, desc_content, desc_signature
from sphinx.application import Sphinx
from sphinx.ext.napoleon import GoogleDocstring

from iopmodel._version import __version__

project = "iopmodel"
html_title = f"iopmodel {__version__}"
author = "The iopmodel authors"
copyright = "2026, The iopmodel authors"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "mixed"
autodoc_default_options = {"members": True}
napoleon_numpy_docstring = False

nitpicky = True
nitpick_ignore_regex = [
    # The build reads no network, so nothing outside this package can be resolved (builtins, pendulum, attrs).
    (r"py:.*", r"(?!iopmodel\b).*"),
    # Type variables and private bases have no entry of their own.
    (r"py:.*", r"iopmodel(\.\w+)+\.([A-Z](_co)?|_\w+)"),
    # What a reading is made of is the inside of the tally, and no page of its own.
    (r"py:.*", r"iopmodel\.(weeks\.Entry|tally\.WeekClass)"),
]


LONGEST_VALUE = 80


def short_values(app: Sphinx, domain: str, objtype: str, content: desc_content) -> None:
    """Leave out a value that fills lines, such as that of a whole program type; its description says what it is."""
    del app, domain, objtype
    for signature in content.parent.findall(desc_signature):
        for node in list(signature.findall(desc_annotation)):
            if node.astext().lstrip().startswith("=") and len(node.astext()) > LONGEST_VALUE:
                node.parent.remove(node)
        for node in list(signature.findall(nodes.inline)):
            if "default_value" in node["classes"] and len(node.astext()) > LONGEST_VALUE:
                node.replace_self(nodes.inline("", "..."))


def setup(app: Sphinx) -> None:
    """Show the description of a constant, a member or a property as it is written, without a value that fills lines.

    Napoleon takes the words before a colon for a type: "Everything that takes time: how long a patient is there".
    """
    read: dict[str, list[str]] = {}

    def keep(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
        if what in {"data", "attribute", "property"}:
            read[name] = GoogleDocstring(list(lines), app.config, app, "function", name, obj, options).lines()

    def restore(_: Sphinx, __: str, name: str, ___: object, ____: object, lines: list[str]) -> None:
        lines[:] = read.pop(name, lines)

    app.connect("autodoc-process-docstring", keep, priority=100)
    app.connect("autodoc-process-docstring", restore, priority=900)
    app.connect("object-description-transform", short_values)
