from .staff import groups_of, staff_member_of

__all__ = ["groups_of", "staff_member_of"]
