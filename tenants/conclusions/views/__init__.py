"""Pages of conclusions and tasks."""
