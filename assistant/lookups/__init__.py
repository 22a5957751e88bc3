"""What is told without ranking: items, contents, mentions, sets, what selects by an attribute."""
