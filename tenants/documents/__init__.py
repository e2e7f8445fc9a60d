"""Files of a unit: checking what is uploaded, keeping it by content, giving it out through the owner's row."""
