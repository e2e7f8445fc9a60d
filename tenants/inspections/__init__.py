"""What one unit demands of another: urging, directives, review meetings."""
