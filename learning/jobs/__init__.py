"""WORKS LATER: background jobs, their progress, the reaper; and what is done on a schedule.

Easily got wrong: a job may be done twice, because a worker can be killed at any line of it. What
takes effect goes into one transaction that begins with `work.hold()`, and doing it again changes
nothing. Each step of the schedule, too, must be safe to run twice.
"""
