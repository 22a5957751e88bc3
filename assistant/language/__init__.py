"""What Chinese plans and questions are written with: dates, stages, offices, bounds, references."""
