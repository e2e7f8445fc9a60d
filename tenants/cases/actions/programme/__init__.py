"""The programme of complex and long-running cases: marks, the agreed solution, directives, hot spots."""
