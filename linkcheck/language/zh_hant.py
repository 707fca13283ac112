"""Everything that linkcheck says, in Chinese as written in Taiwan and Hong Kong."""

# How a verdict came about: ids are `rule` or `rule.variant`.
REASONS: dict[str, str] = {}

# Notes on a verdict, which change no outcome by themselves.
NOTES: dict[str, str] = {}

# Outcomes and rules: id → (one line, help of a few sentences).
RULES: dict[str, tuple[str, str]] = {}

# Copies, lookups and their reasons.
COPIES: dict[str, str] = {}

# Warnings about inputs.
INPUTS: dict[str, str] = {}

# Outcomes, roles, headings and the reports' own words.
WORDS: dict[str, str] = {}
