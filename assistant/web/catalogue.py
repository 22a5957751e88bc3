"""The plans that the page shows: their text is there at once, before any model is loaded."""

from collections.abc import Mapping, Sequence
from threading import Lock

from index.plan import Plan
from index.reading import load_plan
from index.shelf import ShelvedPlan, plan_name


class Catalogue:
    """The plans on the page, newest first and at least one; an upload exchanges them."""

    def __init__(self, plans: Sequence[ShelvedPlan]) -> None:
        self.plans = tuple(plans)
        self._read: dict[ShelvedPlan, Plan] = {}
        self._reading = Lock()

    def exchange(self, plans: Sequence[ShelvedPlan]) -> None:
        """Show these plans from now on."""
        self.plans = tuple(plans)

    def plan(self, shelved: ShelvedPlan) -> Plan:
        """Return the text of a plan, read once; raise PlanError if it cannot be read."""
        with self._reading:
            if shelved not in self._read:
                self._read[shelved] = load_plan(shelved.path)
            return self._read[shelved]

    def name(self, shelved: ShelvedPlan) -> str:
        """Return what a plan is called in a citation, "" where it is the only one."""
        return plan_name(shelved, self.plans)

    def address(self, shelved: ShelvedPlan) -> str:
        """Return how the page's address names a plan: 2021, or its title."""
        return self.name(shelved).removesuffix("年")

    def picked(self, wanted: str) -> ShelvedPlan:
        """Return the plan that an address or a citation names, else the newest."""
        return next((each for each in self.plans if wanted in self._names(each)), self.plans[0])

    def _names(self, shelved: ShelvedPlan) -> tuple[str, str, str]:
        return self.name(shelved), self.address(shelved), shelved.title

    def choices(self) -> tuple[tuple[str, str], ...]:
        """Return the plans to choose from as (address, what is shown); none with one plan."""
        if len(self.plans) < 2:
            return ()
        return tuple((self.address(each), self.name(each)) for each in self.plans)

    def by_name(self) -> Mapping[str, Plan]:
        """Return the plans by what citations call them."""
        return {self.name(shelved): self.plan(shelved) for shelved in self.plans}
