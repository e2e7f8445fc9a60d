"""How many tables a unit's schema may have: 10,794 units multiply each of them.

The ladder says how many may stand at which stage of the product; the last one is the hard limit.
"""

LADDER: dict[str, int] = {
    "main road": 16,
    "reception": 28,
    "supervision": 34,
    "whole": 40,
}
STAGE = "supervision"
# Heap, TOAST and its index, primary key, four more.
RELATIONS_A_TABLE = 8


def limit() -> int:
    """The number of tables allowed at this stage."""
    return LADDER[STAGE]
