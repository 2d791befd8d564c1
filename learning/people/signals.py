"""What this room announces. Nothing that must happen for the data to be right may listen."""

from django.dispatch import Signal

# Sent while HR looks at what a rule would change, with `staff_group`, and the ids of the staff
# members who would be `joining` and `leaving`. A receiver returns a sentence to show, or None.
group_change_previewed = Signal()
