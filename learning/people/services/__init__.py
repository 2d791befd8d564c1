from .absences import end_absence, record_absence
from .adjustments import end_adjustment, record_adjustment
from .group_rules import (
    GroupChangedMeanwhile,
    apply_group_rules_to,
    end_group_rule,
    set_group_rule,
)
from .groups import add_to_group, end_membership
from .import_applying import DeparturesInDoubt, apply_staff_import, departures_of
from .import_checking import check_staff_import, start_check
from .import_following import follow_unfinished_imports
from .import_hindrances import hindrances_of
from .import_undoing import CannotBeUndone, may_still_be_undone, undo_staff_import
from .imports import (
    TIME_TO_UNDO,
    StaffListChanged,
    forget_staff_files,
    forget_staging,
    revise_staff_import,
    upload_staff_import,
)
from .locking import lock_people
from .log_ins import TIME_A_CODE_IS_GOOD, issue_first_log_in, redeem_first_log_in
from .merging import merge_on_staff_list, refuse_unfit_merge
from .payroll_numbers import change_payroll_number
from .refusing import refuse_merged
from .staff_files import StaffFileRefused

__all__ = [
    "TIME_A_CODE_IS_GOOD",
    "TIME_TO_UNDO",
    "CannotBeUndone",
    "DeparturesInDoubt",
    "GroupChangedMeanwhile",
    "StaffFileRefused",
    "StaffListChanged",
    "add_to_group",
    "apply_group_rules_to",
    "apply_staff_import",
    "change_payroll_number",
    "check_staff_import",
    "departures_of",
    "end_absence",
    "end_adjustment",
    "end_group_rule",
    "end_membership",
    "follow_unfinished_imports",
    "forget_staff_files",
    "forget_staging",
    "hindrances_of",
    "issue_first_log_in",
    "lock_people",
    "may_still_be_undone",
    "merge_on_staff_list",
    "record_absence",
    "record_adjustment",
    "redeem_first_log_in",
    "refuse_merged",
    "refuse_unfit_merge",
    "revise_staff_import",
    "set_group_rule",
    "start_check",
    "undo_staff_import",
    "upload_staff_import",
]
