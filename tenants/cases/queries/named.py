"""Whether a text that others will read names somebody in an open case."""

from kernel.text import normalise
from tenants.cases.enums import FINAL
from tenants.cases.models import Case, Person


def names_somebody(text: str) -> bool:
    """Whether the text holds the whole name, of two words at least, of a person in an open case of the active unit; one query.

    Written with or without marks, in small letters or capitals. What is sealed is not compared: the refusal would tell that it is there.
    """
    said = f" {_words(text)} "
    open_cases = Case.objects.unsealed().exclude(status__in=FINAL)
    names = Person.objects.filter(in_cases__case__in=open_cases).values_list("full_name", flat=True).distinct()
    return any(" " in (bare := _words(name)) and f" {bare} " in said for name in names.iterator())


def _words(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in normalise(text)).split())
