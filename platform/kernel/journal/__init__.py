"""The unit's own memory: event log with its hash chain, one-time keys, drafts and counters."""
