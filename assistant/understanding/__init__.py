"""What a message asks: its kind, its parts, and its words in the plan's vocabulary."""
