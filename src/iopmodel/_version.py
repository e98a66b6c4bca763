"""The version of the code and of the rule data, in one place that imports nothing."""

__version__ = "0.1.0"

#: The month in which the rule data was last checked against its sources.
RULES_VERSION = "2026.11"
