"""What one page of conferences shows."""
