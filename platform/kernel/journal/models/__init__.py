from kernel.journal.models.chain_link import ChainLink
from kernel.journal.models.counter import Counter
from kernel.journal.models.draft import Draft
from kernel.journal.models.event import Event
from kernel.journal.models.one_time_key import OneTimeKey

__all__ = ["ChainLink", "Counter", "Draft", "Event", "OneTimeKey"]
