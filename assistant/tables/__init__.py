"""Answers from the rows of tables: their cells, columns, ranks, counts, and claims of them."""
