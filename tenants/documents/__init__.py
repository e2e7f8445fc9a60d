"""Files of a unit, its official documents with their numbers, and what is sent out with proof."""
