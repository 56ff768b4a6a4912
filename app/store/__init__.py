"""State in SQL: the row is the truth, everything else is a hint."""
