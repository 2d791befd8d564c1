"""WHO: log-ins, staff members and their posts, staff groups, roles.

Easily got wrong: a staff member is not a user. Most figures are about people who never signed in.
"""
