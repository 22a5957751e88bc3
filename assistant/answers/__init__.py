"""What an answer is, how its citations are verified, and how it is written out."""
