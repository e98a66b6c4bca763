"""The targets read files, so all of this takes the extra ``documents``."""

import importlib.util

collect_ignore_glob = [] if importlib.util.find_spec("cattrs") else ["*.py"]
