"""Who is in the large organisation, and what is asked of them: the same every time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
ASKED_OF_A_GROUP = 13
REFRESHER_MONTHS = 12
SITES = ("Civic Centre", "Depot", "Library", "Town Hall", "Leisure Centre", "Contact Centre")
DEPARTMENTS = ("Housing", "Libraries", "Planning", "Revenues", "Streets", "Customer services")
FIRST_NAMES = ("Asha", "Bron", "Cai", "Dev", "Elin", "Femi", "Gwen", "Huw", "Ines", "Jo")
LAST_NAMES = ("Adams", "Baker", "Clarke", "Davies", "Evans", "Foster", "Green", "Hughes", "Iqbal")


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each, and the day up to which they have lived."""

    staff: int
    activities: int
    completions: int
    today: date

    @property
    def groups(self) -> int:
        """As many as keeps about 25 activities for each person, who is in two of them."""
        return max(2, self.activities // 5)

    @property
    def began_on(self) -> date:
        return self.today - timedelta(days=3650)

    def name_of(self, person: int) -> tuple[str, str]:
        # Numbered where there are more people than names.
        first = FIRST_NAMES[person % len(FIRST_NAMES)]
        return first, f"{LAST_NAMES[person // 7 % len(LAST_NAMES)]}-{person}"

    def groups_of(self, person: int) -> tuple[int, ...]:
        first, second = person % self.groups, (person * 7 + 3) % self.groups
        return (first,) if first == second else (first, second)

    def asked_of_group(self, group: int) -> list[int]:
        some = min(ASKED_OF_A_GROUP, self.activities)
        return [(group * 5 + number) % self.activities for number in range(some)]

    def asked_of(self, person: int) -> list[int]:
        asked = (each for group in self.groups_of(person) for each in self.asked_of_group(group))
        return list(dict.fromkeys(asked))

    def completions_of(self, person: int, *, already: int = 0) -> Iterator[tuple[int, date]]:
        """Activity and day of what somebody completed, the latest of each first.

        Without those that a smaller organisation has, which had so many of all people already.
        """
        asked = self.asked_of(person)
        for each in range(self._share(already, person), self._share(self.completions, person)):
            activity = asked[each % len(asked)]
            ago = each // len(asked) * 365 + (person * 31 + activity * 17) % 400
            yield activity, self.today - timedelta(days=ago)

    def _share(self, of_all: int, person: int) -> int:
        number, more = divmod(of_all, self.staff)
        return number + (person < more)
