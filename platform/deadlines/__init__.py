"""Working calendar, deadline rules with their legal source, and the nation-wide index of what is due when."""
