"""A language model's sentences above the plan's own words, each checked."""
