"""Whether the plan says what a question claims: figures, dates, stages, offices, members."""
