"""What this room announces. Nothing that must happen for the data to be right may listen."""

from django.dispatch import Signal

# Sent after commit, with `completion`.
completion_recorded = Signal()
