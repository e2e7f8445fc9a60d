"""What an officer may type: shape, labels and help of every page of case work; the rules themselves live in the actions."""
