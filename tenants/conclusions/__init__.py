"""What was concluded, and the tasks that carry it out until the head has the report and the citizen the answer."""
