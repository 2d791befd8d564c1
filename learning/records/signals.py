"""What this room announces. Nothing that must happen for the data to be right may listen.

But for one: `records_merging` asks the rooms above to move what they keep under somebody's key.
They know of it, and we do not know of them.
"""

from django.dispatch import Signal

# Sent after commit, with `completion`.
completion_recorded = Signal()

# Sent while HR looks at what merging the records of `duplicate` into those of `survivor` would do.
# A receiver returns the `Goes` of what it keeps.
merge_previewed = Signal()

# Sent in the transaction of the merge, with `duplicate`, `survivor` and `at`. A receiver moves what
# it keeps; it raises `ValidationError`, and nothing is merged, where it cannot.
records_merging = Signal()
