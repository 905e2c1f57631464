"""What was known on an earlier day: what is known now, with every later change taken back."""

from collections.abc import Iterable, Mapping


def walked_back[V](now: Mapping[str, V], changes: Iterable[tuple[str, V | None]]) -> dict[str, V]:
    """Return values as they were before some changes.

    `changes` has the key and the old value of each, newest first. Where the old value is nothing,
    there was none.
    """
    then = dict(now)
    for key, old in changes:
        if old is None or old == "":
            then.pop(key, None)
        else:
            then[key] = old
    return then
