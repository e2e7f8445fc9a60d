"""How many people speak for a group, and when a group is a crowd."""

CROWD = 5


def is_crowd(person_count: int) -> bool:
    """A group of five or more (Circular 06/2025/TT-TTCP, guidance to form 01/TCD)."""
    return person_count >= CROWD


def most_representatives(person_count: int) -> int:
    """5–10 people send one or two, more than ten up to five (Law on citizen reception, Art. 29)."""
    if person_count < CROWD:
        return 1
    return 2 if person_count <= 10 else 5
