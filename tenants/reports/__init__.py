"""Period reports of one unit: its figures at the closing day, what is typed beside them, signature and submission."""
