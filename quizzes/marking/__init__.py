"""The trainers' corner of the admin: marking what people wrote, changing a mark, marking again.

Nothing here names anybody. An attempt is known by its reference, which the person sees too.
"""
