"""Pages of case work for officers: each view reads one query, or hands one form to one action."""
