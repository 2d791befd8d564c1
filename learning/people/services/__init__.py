from .absences import end_absence, record_absence
from .adjustments import end_adjustment, record_adjustment
from .group_rules import (
    GroupChangedMeanwhile,
    apply_group_rules_to,
    end_group_rule,
    set_group_rule,
)
from .groups import add_to_group, end_membership
from .imports import (
    StaffFileRefused,
    StaffListChanged,
    apply_staff_import,
    forget_staff_files,
    plan_staff_import,
    revise_staff_import,
    upload_staff_import,
)
from .log_ins import TIME_A_CODE_IS_GOOD, issue_first_log_in, redeem_first_log_in

__all__ = [
    "TIME_A_CODE_IS_GOOD",
    "GroupChangedMeanwhile",
    "StaffFileRefused",
    "StaffListChanged",
    "add_to_group",
    "apply_group_rules_to",
    "apply_staff_import",
    "end_absence",
    "end_adjustment",
    "end_group_rule",
    "end_membership",
    "forget_staff_files",
    "issue_first_log_in",
    "plan_staff_import",
    "record_absence",
    "record_adjustment",
    "redeem_first_log_in",
    "revise_staff_import",
    "set_group_rule",
    "upload_staff_import",
]
