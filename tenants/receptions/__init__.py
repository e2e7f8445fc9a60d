"""The head's reception of citizens: the plan of the year, sessions, registrations, the day and its register."""
