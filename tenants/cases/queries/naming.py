"""Which citizens of the unit a text names: asked before anything is written where other units read it."""

from django.db.models import CharField, F, Func, Q, Value

from tenants.cases.models import Person
from tenants.cases.rules.naming import is_named, words_of

MOST = 5


def named_persons(written: str) -> list[str]:
    """The full names of persons of this unit's cases and visits that stand in the text, the first five; one query.

    A name of one word is no name here: it stands in too many other words. What is sealed is not compared: the refusal would tell
    that it is there; a sealed denouncer is in no table that could be asked.
    """
    words = set(words_of(written).split())
    plain = Func(F("search_text"), Value("[^a-z0-9]+"), Value(" "), Value("g"), function="REGEXP_REPLACE")
    first = Func(plain, Value(" "), Value(1), function="SPLIT_PART", output_field=CharField())
    known = Person.objects.filter(Q(in_cases__case__is_sealed=False) | Q(visits__isnull=False))
    names = known.annotate(first_word=first).filter(first_word__in=words).values_list("full_name", flat=True)
    found = {name for name in names.distinct() if " " in name.strip() and is_named(name, written)}
    return sorted(found)[:MOST]
