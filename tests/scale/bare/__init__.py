"""The floor of the case lifecycle: bare Django views that write the same rows under the same locks, and nothing else."""
