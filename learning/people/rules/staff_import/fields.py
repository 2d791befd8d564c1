"""What the columns of a staff list may be called, and which of them we cannot do without."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


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
FIELD_OF_NAME = {name: field for field, names in SYNONYMS.items() for name in names}

# We write this one ourselves, into the file of rows to correct.
WHAT_TO_CORRECT = "What to correct"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in a file, and which of its columns we do not use."""

    header: tuple[str, ...]
    places: Mapping[Field, int]
    ignored: tuple[str, ...]

    @property
    def missing(self) -> tuple[Field, ...]:
        return tuple(field for field in REQUIRED if field not in self.places)

    def name_of(self, field: Field) -> str:
        """What the file itself calls the column, so that a message can be found in the file."""
        return self.header[self.places[field]]


def columns_of(header: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """Where each field stands, once it is settled which column is which."""
    fields = [mapping.get(name, "") for name in header]
    return Columns(
        header=tuple(header),
        places={Field(field): place for place, field in enumerate(fields) if field},
        ignored=tuple(
            name
            for name, field in zip(header, fields, strict=True)
            if not field and _plain(name) != _plain(WHAT_TO_CORRECT)
        ),
    )


def suggest_mapping(
    header: Sequence[str], remembered: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Which column is which, for each by its name: as remembered, or as offices call them.

    The first of two that mean the same counts; the other is not used.
    """
    known = {_plain(name): field for name, field in (remembered or FIELD_OF_NAME).items()}
    mapping: dict[str, str] = {}
    for name in header:
        field = known.get(_plain(name), "")
        mapping[name] = str(field) if field and field not in mapping.values() else ""
    return mapping


def map_columns(header: Sequence[str]) -> Columns:
    """Which column is which, by what offices call them."""
    return columns_of(header, suggest_mapping(header))


def key_of_header(header: Sequence[str]) -> str:
    """The same for the same set of columns, in whatever order, with or without our own."""
    return "\n".join(sorted({_plain(name) for name in header} - {_plain(WHAT_TO_CORRECT)}))


def _plain(name: str) -> str:
    kept = "".join(letter if letter.isalnum() else " " for letter in name.casefold())
    return " ".join(kept.split())
