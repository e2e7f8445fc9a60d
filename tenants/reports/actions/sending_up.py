"""The words of a submitted report, and a copy of its paper, go to the superior over the exchange; the signed original stays."""

import io

from django.utils import translation

from exchange.sending import Address
from identity.actors import Actor
from kernel import active, clock
from oversight.models import PeriodReport
from tenants.documents import storage, typesetting
from tenants.documents.actions.letter_sending import dispatch
from tenants.documents.actions.signing import PDF
from tenants.documents.enums import LetterTopic
from tenants.documents.models import Letter
from tenants.reports.models import Report
from tenants.reports.queries.copies import as_text, last_sent, paper_for_superior, words_of


def send_up(public: PeriodReport, row: Report, *, actor: Actor) -> Letter | None:
    """Send what the superior keeps of this submission, in the caller's transaction; each submission is a letter of its own in one thread.

    The letter carries the number of the signed paper. Nothing is sent where nobody above is on the platform. Setting the copy
    takes tenths of a second.
    """
    document = row.document
    if public.superior_id is None or document is None:
        return None
    assert document.dated_on is not None, "signed before it is sent"
    is_first = last_sent(public) is None
    return dispatch(
        LetterTopic.PERIOD_REPORT,
        to=Address(public.superior_id),
        line=row.line,
        title=document.title,
        text=as_text(words_of(public, row)),
        facts={
            "report": str(public.pk),
            "signer": document.signer_name,
            "dated_on": document.dated_on.isoformat(),
            "original": document.pdf_digest,
        },
        files=[_copy(public, row)],
        thread=public.pk,
        key=public.pk if is_first else None,
        paper=document,
        actor=actor,
    )


def copy_pdf(public: PeriodReport, row: Report) -> bytes:
    """The copy as it would be sent now."""
    with translation.override("vi"):
        return typesetting.pdf(paper_for_superior(public, row), moment=clock.now())


def copy_name(symbol: str) -> str:
    """Its name on a disk."""
    return f"{symbol.replace('/', '-')}-ban-gui.pdf"


def _copy(public: PeriodReport, row: Report) -> dict[str, object]:
    assert row.document is not None, "asked before"
    kept = storage.put(active.current(), io.BytesIO(copy_pdf(public, row)), media_type=PDF)
    return {
        "name": copy_name(row.document.symbol),
        "digest": kept.digest,
        "size": kept.size,
        "media_type": kept.media_type,
    }
