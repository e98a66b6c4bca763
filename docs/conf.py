"""How Sphinx builds these pages: MyST Markdown, the Furo theme, every reference checked."""

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
autodoc_default_options = {"members": True, "show-inheritance": True}
napoleon_numpy_docstring = False

nitpicky = True
nitpick_ignore_regex = [
    # The build reads no network, so nothing outside this package can be resolved (builtins, pendulum, attrs).
    (r"py:.*", r"(?!iopmodel\b).*"),
]
