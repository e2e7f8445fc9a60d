"""A document as it would be printed now, or as it was signed."""

from collections.abc import Mapping
from typing import Any

from kernel import clock
from tenants.documents.enums import DocumentStatus
from tenants.documents.models import Document
from tenants.documents.queries.letterheads import SigningPower, Stationery, stationery
from tenants.documents.rules import papers, series
from tenants.documents.rules.papers import Paper


def paper_of(document: Document, *, power: SigningPower | None = None, paper: Stationery | None = None) -> Paper:
    """The paper of a row; before the signing with gaps for number and date, and the block of who would sign, if known."""
    used = paper or stationery(document.line)
    is_open = document.number is None
    own = used.own_symbol(document.kind)
    kept = document.body.get("head") or {}
    return papers.paper(
        document.kind,
        document.line,
        title=document.title,
        body=document.body,
        recipients=document.recipients,
        head=used.head,
        symbol=series.open_symbol(document.kind, document.line, used.head.code, own) if is_open else document.symbol,
        dated_on=document.dated_on,
        today=clock.today(),
        block=power.lines if power else list(kept.get("block") or [used.head.head_title.upper()]),
        signer=document.signer_name,
        is_draft=document.status in (DocumentStatus.DRAFT, DocumentStatus.TO_SIGN, DocumentStatus.DROPPED),
    )


def copy_of(document: Document, *, about: str, body: Mapping[str, Any]) -> Paper:
    """A paper for another reader made from a signed one: its head, number, date and signer over another text, marked as no original."""
    used = stationery(document.line)
    return papers.paper(
        document.kind,
        document.line,
        title=about,
        body=body,
        recipients=document.recipients,
        head=used.head,
        symbol=document.symbol,
        dated_on=document.dated_on,
        today=clock.today(),
        block=[*(document.body.get("head") or {}).get("block", []), "(Đã ký)"],
        signer=document.signer_name,
        is_draft=False,
    )
