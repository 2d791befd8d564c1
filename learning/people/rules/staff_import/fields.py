"""What the columns of a staff list may be called, and which of them we cannot do without."""

from collections.abc import Sequence
from enum import StrEnum

from learning.tabular.rules.headings import Columns, Layout


class Field(StrEnum):
    """What a column of the staff list says about somebody."""

    PAYROLL_NUMBER = "payroll_number"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    PREFERRED_NAME = "preferred_name"
    EMAIL = "email"
    JOB_TITLE = "job_title"
    DEPARTMENT = "department"
    SITE = "site"
    LINE_MANAGER = "line_manager"
    CUSTOMER_CONTACT = "customer_contact"
    EMPLOYMENT_TYPE = "employment_type"
    HOURS_PER_WEEK = "hours_per_week"
    START_DATE = "start_date"
    LEAVING_DATE = "leaving_date"
    STAFF_GROUPS = "staff_groups"
    PREVIOUS_NUMBER = "previous_number"


REQUIRED = (
    Field.PAYROLL_NUMBER,
    Field.FIRST_NAME,
    Field.LAST_NAME,
    Field.JOB_TITLE,
    Field.START_DATE,
)
DETAILS = (Field.FIRST_NAME, Field.LAST_NAME, Field.PREFERRED_NAME, Field.EMAIL)
POST = (
    Field.JOB_TITLE,
    Field.DEPARTMENT,
    Field.SITE,
    Field.LINE_MANAGER,
    Field.CUSTOMER_CONTACT,
    Field.EMPLOYMENT_TYPE,
    Field.HOURS_PER_WEEK,
)

SYNONYMS: dict[Field, tuple[str, ...]] = {
    Field.PAYROLL_NUMBER: (
        "payroll number", "payroll no", "payroll id", "payroll", "employee no", "employee number",
        "employee id", "emp no", "staff number", "staff no", "staff id", "personnel number",
        "assignment number", "esr number",
    ),
    Field.FIRST_NAME: ("first name", "forename", "forenames", "given name", "firstname"),
    Field.LAST_NAME: ("last name", "surname", "family name", "lastname"),
    Field.PREFERRED_NAME: ("preferred name", "known as", "preferred first name", "called"),
    Field.EMAIL: (
        "email", "e mail", "work email", "email address", "e mail address", "work email address",
    ),
    Field.JOB_TITLE: (
        "job title", "post title", "position", "position title", "job", "post", "role",
    ),
    Field.DEPARTMENT: ("department", "service", "directorate", "division", "service area", "dept"),
    Field.SITE: ("site", "location", "work location", "base", "place of work", "work base"),
    Field.LINE_MANAGER: (
        "manager payroll number", "reports to", "line manager", "manager", "manager number",
        "manager no", "line manager payroll number", "line manager number", "manager employee no",
        "reports to employee no", "supervisor",
    ),
    Field.CUSTOMER_CONTACT: ("customer contact", "contact", "contact with customers"),
    Field.EMPLOYMENT_TYPE: (
        "employment type", "contract", "contract type", "employee type", "worker type",
    ),
    Field.HOURS_PER_WEEK: (
        "hours per week", "hours a week", "weekly hours", "hours", "contracted hours",
    ),
    Field.START_DATE: (
        "start date", "start", "date started", "joined", "date joined", "employment start date",
        "start of employment", "hire date",
    ),
    Field.LEAVING_DATE: (
        "leaving date", "leave", "leave date", "date left", "leaver date", "end date",
        "termination date", "last day",
    ),
    Field.STAFF_GROUPS: ("staff groups", "groups", "staff group", "group", "customer groups"),
    Field.PREVIOUS_NUMBER: (
        "previous payroll number", "old payroll number", "former payroll number",
        "previous payroll no", "old payroll no", "previous employee number",
        "former employee number", "old employee number", "previous employee no",
        "former employee no", "old employee no", "previous staff number", "old staff number",
        "previous employee id", "former employee id",
    ),
}  # fmt: skip
STAFF_LIST = Layout(names=SYNONYMS, required=REQUIRED)


def map_columns(header: Sequence[str]) -> Columns[Field]:
    """Which column is which, by what offices call them."""
    return STAFF_LIST.columns(header, STAFF_LIST.suggest(header))
