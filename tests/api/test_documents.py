"""Documents and notices for programs: the token's lines, the signed bytes, and no signing."""

import hashlib

from identity.permissions import TOKEN_SCOPES, Permission
from registry.levels import Line
from tenants.documents.actions import notices
from tenants.documents.enums import NoticeChannel
from tests.api.test_cases import Caller
from tests.factories import documents as made
from tests.world import World


def test_documents_of_the_tokens_line_are_listed_and_read(world: World) -> None:
    with world.scope("w111"):
        mine = made.signed(world, title="Kết luận về thoát nước")
        other = made.signed(world, line=Line.PARTY)
        made.draft(world)
    chief = Caller(world, "w111", "chief")
    listed = chief.get("documents/").json()["results"]
    assert [row["symbol"] for row in listed] == ["01/TB-UBND"]
    assert len(chief.get("documents/?status=all").json()["results"]) == 2
    assert len(chief.get("documents/?q=thoat+nuoc&year=1999").json()["results"]) == 0
    assert len(chief.get("documents/?q=thoat+nuoc&year=x").json()["results"]) == 1
    assert chief.get(f"documents/{mine.pk}/").json()["pdf_digest"] == mine.pdf_digest
    for path in ("", "pdf/"):
        assert chief.get(f"documents/{other.pk}/{path}").status_code == 404


def test_pdf_is_the_signed_one_to_the_byte(world: World) -> None:
    with world.scope("w111"):
        mine, draft = made.signed(world), made.draft(world)
    chief = Caller(world, "w111", "chief")
    data = b"".join(chief.get(f"documents/{mine.pk}/pdf/").streaming_content)
    assert hashlib.sha256(data).hexdigest() == mine.pdf_digest
    assert chief.get(f"documents/{draft.pk}/pdf/").status_code == 404


def test_notices_come_with_their_proof_and_a_masked_address(world: World) -> None:
    with world.scope("w111"):
        document = made.signed(world)
        (row,) = notices.send_document(
            document, to=[(NoticeChannel.PHONE, "An", "0912345678")], actor=world.actor("w111", "officer")
        )
    chief = Caller(world, "w111", "chief")
    (told,) = chief.get("notices/?channel=PHONE").json()["results"]
    assert told["address"] == "09…678"
    assert told["document"] == str(document.pk)
    assert chief.get(f"notices/{row.pk}/").json()["matter"] == "document_sent"
    assert chief.get("notices/?subject_id=nothing").json()["results"] == []


def test_no_token_signs(world: World) -> None:
    assert Permission.DOCUMENT_SIGN not in TOKEN_SCOPES
    with world.scope("w111"):
        draft = made.draft(world)
    chairman = Caller(world, "w111", "chairman")
    assert chairman.post(f"documents/{draft.pk}/signature/").status_code == 404
    assert chairman.post(f"documents/{draft.pk}/").status_code == 403
