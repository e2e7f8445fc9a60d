"""Official documents and notices, below `/u/<key>/desk/documents/`."""

from django.urls import path

from tenants.documents.views import drafting, issuing, letters, notices, page, register, texts

app_name = "documents"

DOCUMENT = "<uuid:document_id>/"
NOTICE = "notices/<uuid:notice_id>/"
LETTER = "letters/<uuid:letter_id>/"

urlpatterns = [
    path("", register.register_page, name="register"),
    path("export/", register.export, name="export"),
    path("print/", register.print_page, name="print"),
    path("queue/", register.queue, name="queue"),
    path("new/", drafting.NewDocument.as_view(), name="new"),
    path("instruments/new/", issuing.FileInstrument.as_view(), name="instrument_new"),
    path("texts/", texts.texts_page, name="texts"),
    path("texts/<str:kind>/<str:line>/", texts.EditTexts.as_view(), name="texts_edit"),
    path("texts/<str:kind>/<str:line>/reset/", texts.ResetTexts.as_view(), name="texts_reset"),
    path("notices/", notices.notices_page, name="notices"),
    path("notices/letters/", notices.letters, name="letters"),
    path("notices/of/<str:subject>/<uuid:subject_id>/", notices.subject_page, name="notices_of"),
    path(NOTICE, notices.notice_page, name="notice"),
    path(NOTICE + "letter/", notices.letter, name="notice_letter"),
    path(NOTICE + "files/<int:index>/", notices.proof_file, name="notice_file"),
    path(NOTICE + "delivery/", notices.Delivery.as_view(), name="notice_delivery"),
    path(NOTICE + "cancellation/", notices.Cancellation.as_view(), name="notice_cancellation"),
    path(NOTICE + "retry/", notices.Retry.as_view(), name="notice_retry"),
    path("incoming/", letters.incoming, name="incoming"),
    path("incoming/print/", letters.incoming_print, name="incoming_print"),
    path("letters/", letters.letters_sent, name="letters_sent"),
    path(LETTER, letters.letter, name="letter"),
    path(LETTER + "print/", letters.letter_print, name="letter_print"),
    path(LETTER + "files/<int:index>/", letters.letter_file, name="letter_file"),
    path(LETTER + "acknowledgement/", letters.AcknowledgeLetter.as_view(), name="letter_acknowledge"),
    path(LETTER + "answer/", letters.AnswerLetter.as_view(), name="letter_answer"),
    path(LETTER + "reply/", letters.RecordPaperReply.as_view(), name="letter_reply"),
    path(DOCUMENT, page.document_page, name="page"),
    path(DOCUMENT + "pdf/", page.pdf, name="pdf"),
    path(DOCUMENT + "docx/", page.docx, name="docx"),
    path(DOCUMENT + "files/<int:index>/", page.scan, name="file"),
    path(DOCUMENT + "edit/", drafting.Edit.as_view(), name="edit"),
    path(DOCUMENT + "submission/", drafting.Submit.as_view(), name="submit"),
    path(DOCUMENT + "signature/", issuing.Sign.as_view(), name="sign"),
    path(DOCUMENT + "sending-back/", drafting.SendBack.as_view(), name="send_back"),
    path(DOCUMENT + "dropping/", drafting.Drop.as_view(), name="drop"),
    path(DOCUMENT + "withdrawal/", issuing.Withdraw.as_view(), name="withdraw"),
    path(DOCUMENT + "linking/", issuing.Link.as_view(), name="link"),
    path(DOCUMENT + "sending/", issuing.Send.as_view(), name="send"),
]
