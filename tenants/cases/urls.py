"""Addresses of case work below a unit's ``/desk/``; path words are English, what people read is Vietnamese."""

from django.urls import path

from tenants.cases.views import (
    answering,
    asking,
    assigning,
    drafts,
    exports,
    inbox,
    intake,
    joining,
    listing,
    moving,
    page,
    picker,
    prints,
    today,
    working,
    workload,
)

app_name = "cases"

CASE = "cases/<uuid:case_id>/"

urlpatterns = [
    path("", today.today, name="today"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/acceptance/", inbox.AcceptMany.as_view(), name="accept_many"),
    path("inbox/competence/<uuid:question_id>/", inbox.Competence.as_view(), name="competence"),
    path("inbox/competence/<uuid:question_id>/letter/", prints.competence_letter, name="print_competence"),
    path("workload/", workload.workload_page, name="workload"),
    path("workload/print/", workload.workload_print, name="workload_print"),
    path("drafts/<str:form>/", drafts.KeepDraft.as_view(), name="draft"),
    path("units/", picker.unit_choices, name="unit_choices"),
    path("cases/", listing.case_list_page, name="list"),
    path("cases/assignment/", assigning.AssignMany.as_view(), name="assign_many"),
    path("cases/export/<str:kind>/", exports.export, name="export"),
    path("cases/new/", intake.NewCase.as_view(), name="new"),
    path("cases/new/earlier/", intake.EarlierCases.as_view(), name="earlier"),
    path(CASE, page.page_of_case, name="page"),
    path(CASE + "attachments/<uuid:attachment_id>/", page.download, name="attachment"),
    # Steps: one page a verb, named after what it makes.
    path(CASE + "assignment/", working.Assignment.as_view(), name="assign"),
    path(CASE + "note/", working.Note.as_view(), name="note"),
    path(CASE + "attachments/", working.Attachments.as_view(), name="attach"),
    path(CASE + "supplement/", working.Supplement.as_view(), name="ask_supplement"),
    path(CASE + "opinion/", working.Opinion.as_view(), name="ask_opinion"),
    path(CASE + "requests/<uuid:request_id>/reply/", working.Reply.as_view(), name="settle_request"),
    path(CASE + "requests/<uuid:request_id>/paper/", asking.SendPaper.as_view(), name="send_paper"),
    path(CASE + "settlement/", working.Settlement.as_view(), name="accept_settlement"),
    path(CASE + "answer/", answering.AnswerStep.as_view(), name="answer"),
    path(CASE + "closing/", answering.Closing.as_view(), name="close"),
    path(CASE + "withdrawal/", answering.Withdrawal.as_view(), name="withdraw"),
    path(CASE + "correction/", answering.Correction.as_view(), name="correct"),
    path(CASE + "grant/", answering.Grant.as_view(), name="grant"),
    path(CASE + "pin/", answering.NewPin.as_view(), name="new_pin"),
    path(CASE + "unsealing/", answering.Unsealing.as_view(), name="unseal"),
    path(CASE + "joining/", joining.Joining.as_view(), name="join"),
    path(CASE + "split/", joining.Split.as_view(), name="split"),
    path(CASE + "transfer/", moving.Transfer.as_view(), name="transfer"),
    path(CASE + "escalation/", moving.Escalation.as_view(), name="escalate"),
    path(CASE + "assignment-down/", moving.AssignDown.as_view(), name="assign_down"),
    path(CASE + "acceptance/", moving.Acceptance.as_view(), name="accept"),
    path(CASE + "return/", moving.Return.as_view(), name="return"),
    path(CASE + "recall/", moving.Recall.as_view(), name="recall"),
    path(CASE + "result/", moving.Result.as_view(), name="report_result"),
    path(CASE + "result-check/", moving.ResultCheck.as_view(), name="check_result"),
    path(CASE + "paper-reply/", asking.PaperReply.as_view(), name="record_paper_reply"),
    path(CASE + "sender-question/", asking.AskSender.as_view(), name="ask_sender"),
    # Papers to print.
    path(CASE + "receipt/", prints.receipt, name="receipt"),
    path(CASE + "requests/<uuid:request_id>/letter/", prints.supplement, name="print_supplement"),
    path(CASE + "answers/<uuid:answer_id>/letter/", prints.answer, name="print_answer"),
    path(CASE + "movements/<uuid:parcel_id>/slip/", prints.slip, name="print_slip"),
    path(CASE + "movements/<uuid:parcel_id>/letter/", prints.notice, name="print_notice"),
]
