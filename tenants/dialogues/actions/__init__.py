"""What changes in conferences and opinions; one verb a function."""
