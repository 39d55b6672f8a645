"""Privacy: what is never kept, what is kept sealed, and how it is forgotten."""
