"""Calls under a unit's address: /u/<key>/api/v1/."""

from django.urls import path

from api.v1 import attachments, board, cases, conclusions, documents, inbox, moves, plans, sessions, steps, tasks

CASE = "cases/<uuid:case_id>"
SESSION = "sessions/<uuid:session_id>"

TASK = "tasks/<uuid:task_id>"
CONCLUSION = "conclusions/<uuid:conclusion_id>"

urlpatterns = [
    path("cases/", cases.CasesView.as_view(), name="cases"),
    path(f"{CASE}/", cases.CaseView.as_view(), name="case"),
    path(f"{CASE}/events/", cases.CaseEventsView.as_view(), name="case-events"),
    path(f"{CASE}/deadlines/", cases.CaseDeadlinesView.as_view(), name="case-deadlines"),
    path(f"{CASE}/petitions/", cases.CasePetitionsView.as_view(), name="case-petitions"),
    path(f"{CASE}/attachments/", attachments.AttachmentsView.as_view(), name="case-attachments"),
    path(f"{CASE}/attachments/<uuid:attachment_id>/", attachments.AttachmentView.as_view(), name="case-attachment"),
    path(f"{CASE}/pin/", attachments.PinView.as_view(), name="case-pin"),
    path(f"{CASE}/assignment/", steps.AssignmentView.as_view(), name="case-assignment"),
    path(f"{CASE}/notes/", steps.NoteView.as_view(), name="case-notes"),
    path(f"{CASE}/supplement-requests/", steps.SupplementView.as_view(), name="case-supplements"),
    path(f"{CASE}/opinion-requests/", steps.OpinionView.as_view(), name="case-opinions"),
    path(f"{CASE}/settled-requests/", steps.SettlementView.as_view(), name="case-settled-requests"),
    path(f"{CASE}/settlement-acceptance/", steps.SettlementAcceptanceView.as_view(), name="case-settlement-acceptance"),
    path(f"{CASE}/answers/", steps.AnswerView.as_view(), name="case-answers"),
    path(f"{CASE}/closing/", steps.ClosingView.as_view(), name="case-closing"),
    path(f"{CASE}/withdrawal/", steps.WithdrawalView.as_view(), name="case-withdrawal"),
    path(f"{CASE}/joining/", steps.JoiningView.as_view(), name="case-joining"),
    path(f"{CASE}/split/", steps.SplitView.as_view(), name="case-split"),
    path(f"{CASE}/transfer/", moves.TransferView.as_view(), name="case-transfer"),
    path(f"{CASE}/escalation/", moves.EscalationView.as_view(), name="case-escalation"),
    path(f"{CASE}/assignment-down/", moves.AssignDownView.as_view(), name="case-assignment-down"),
    path(f"{CASE}/acceptance/", moves.AcceptanceView.as_view(), name="case-acceptance"),
    path(f"{CASE}/return/", moves.ReturnView.as_view(), name="case-return"),
    path(f"{CASE}/recall/", moves.RecallView.as_view(), name="case-recall"),
    path(f"{CASE}/result/", moves.ResultView.as_view(), name="case-result"),
    path(f"{CASE}/result-check/", moves.ResultCheckView.as_view(), name="case-result-check"),
    path(f"{CASE}/paper-reply/", moves.PaperReplyView.as_view(), name="case-paper-reply"),
    path(f"{CASE}/sender-question/", moves.SenderQuestionView.as_view(), name="case-sender-question"),
    path("documents/", documents.DocumentsView.as_view(), name="documents"),
    path("documents/<uuid:document_id>/", documents.DocumentView.as_view(), name="document"),
    path("documents/<uuid:document_id>/pdf/", documents.DocumentPdfView.as_view(), name="document-pdf"),
    path("notices/", documents.NoticesView.as_view(), name="notices"),
    path("notices/<uuid:notice_id>/", documents.NoticeView.as_view(), name="notice"),
    path("inbox/", inbox.InboxView.as_view(), name="inbox"),
    path(
        "competence-questions/<uuid:question_id>/decision/", inbox.CompetenceView.as_view(), name="competence-decision"
    ),
    path("plans/", plans.PlansView.as_view(), name="plans"),
    path("plans/<uuid:plan_id>/", plans.PlanView.as_view(), name="plan"),
    path("plans/<uuid:plan_id>/issue/", plans.PlanIssueView.as_view(), name="plan-issue"),
    path("plans/<uuid:plan_id>/amendments/", plans.PlanAmendView.as_view(), name="plan-amendments"),
    path("duties/", plans.DutiesView.as_view(), name="duties"),
    path("readiness/", plans.ReadinessView.as_view(), name="readiness"),
    path("sessions/", sessions.SessionsView.as_view(), name="sessions"),
    path("sessions/generation/", sessions.GenerationView.as_view(), name="session-generation"),
    path(f"{SESSION}/", sessions.SessionView.as_view(), name="session"),
    path(f"{SESSION}/day/", sessions.SessionDayView.as_view(), name="session-day"),
    path(f"{SESSION}/decision/", sessions.SessionDecisionView.as_view(), name="session-decision"),
    path(f"{SESSION}/postings/", sessions.SessionPostingView.as_view(), name="session-postings"),
    path(f"{SESSION}/postponement/", sessions.SessionPostponementView.as_view(), name="session-postponement"),
    path(f"{SESSION}/cancellation/", sessions.SessionCancellationView.as_view(), name="session-cancellation"),
    path(f"{SESSION}/readiness/", sessions.SessionReadinessView.as_view(), name="session-readiness"),
    path(f"{SESSION}/opening/", sessions.SessionOpeningView.as_view(), name="session-opening"),
    path(f"{SESSION}/closing/", sessions.SessionClosingView.as_view(), name="session-closing"),
    path("board/", board.BoardView.as_view(), name="board"),
    path("board/<slug:key>/", board.BoardUnitView.as_view(), name="board-unit"),
    path("board/<slug:key>/cases/", board.BoardCasesView.as_view(), name="board-cases"),
    path("tasks/", tasks.TasksView.as_view(), name="tasks"),
    path("tasks/preparations/", tasks.PreparationsView.as_view(), name="task-preparations"),
    path(f"{TASK}/", tasks.TaskView.as_view(), name="task"),
    *(path(f"{TASK}/{noun}/", view.as_view(), name=f"task-{noun}") for noun, view in tasks.STEPS.items()),
    path("conclusions/", conclusions.ConclusionsView.as_view(), name="conclusions"),
    path(f"{CONCLUSION}/", conclusions.ConclusionView.as_view(), name="conclusion"),
    path(f"{CONCLUSION}/items/", conclusions.ConclusionItemsView.as_view(), name="conclusion-items"),
    path(f"{CONCLUSION}/items/<uuid:task_id>/", conclusions.ConclusionItemView.as_view(), name="conclusion-item"),
    path(
        f"{CONCLUSION}/items/<uuid:task_id>/removal/",
        conclusions.ConclusionItemRemovalView.as_view(),
        name="conclusion-item-removal",
    ),
    path(f"{CONCLUSION}/issue/", conclusions.ConclusionIssueView.as_view(), name="conclusion-issue"),
    path(f"{CONCLUSION}/link/", conclusions.ConclusionLinkView.as_view(), name="conclusion-link"),
]
