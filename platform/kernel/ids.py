"""Keys of rows."""

import uuid

import uuid_utils.compat


def new_id() -> uuid.UUID:
    """A UUIDv7, made before the INSERT and kept when the row travels to another unit.

    Its order is not commit order: never read "after the last id". It tells the time of creation: never shown to citizens.
    """
    return uuid_utils.compat.uuid7()
