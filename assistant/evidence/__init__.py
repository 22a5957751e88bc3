"""Which sentences, clauses and figures answer a question: ranked, read and chosen."""
