"""Answers over several plans: which one is meant, and two compared."""
