"""Addresses of reports below a unit's ``/desk/reports/``."""

from django.urls import path

from tenants.reports.views import below, copies, deciding, narrating, pages, steps

app_name = "reports"

ONE = "<uuid:report_id>/"
CELL = ONE + "forms/<slug:slug>/<int:no>/"

urlpatterns = [
    path("", pages.report_list, name="list"),
    path("below/", below.below_list, name="below"),
    path("below/ask/", deciding.Ask.as_view(), name="ask"),
    path("below/supervision/", below.supervision, name="supervision"),
    path("below/lock/<str:form_set>/<str:period>/", deciding.LockAll.as_view(), name="lock_all"),
    path("below/" + ONE, below.below_report, name="below_page"),
    path("below/" + ONE + "copies/<uuid:letter_id>/", copies.received_copy, name="received_copy"),
    path("below/" + ONE + "return/", deciding.Return.as_view(), name="return"),
    path("below/" + ONE + "acceptance/", deciding.Accept.as_view(), name="accept"),
    path("below/" + ONE + "lock/", deciding.Lock.as_view(), name="lock"),
    path("below/" + ONE + "reopening/", deciding.Reopen.as_view(), name="reopen"),
    path(ONE, pages.report, name="page"),
    path(ONE + "snapshot/", steps.Snapshot.as_view(), name="snapshot"),
    path(ONE + "forms/<slug:slug>/", steps.TypeCells.as_view(), name="cells"),
    path(ONE + "forms/<slug:slug>/sheet/<str:kind>/", pages.report_sheet, name="sheet"),
    path(CELL, pages.cell, name="cell"),
    path(CELL + "sheet/<str:kind>/", pages.cell_sheet, name="cell_sheet"),
    path(CELL + "words/", steps.WriteWords.as_view(), name="words"),
    path(CELL + "comment/", steps.Comment.as_view(), name="comment"),
    path(ONE + "explanation/", steps.Explain.as_view(), name="explain"),
    path(ONE + "narrative/", narrating.Narrate.as_view(), name="narrate"),
    path(ONE + "consolidation/", pages.consolidated, name="consolidated"),
    path(ONE + "consolidation/new/", steps.Consolidate.as_view(), name="consolidate"),
    path(ONE + "sign/", steps.Sign.as_view(), name="sign"),
    path(ONE + "taking-back/", steps.TakeBack.as_view(), name="take_back"),
    path(ONE + "submission/", steps.Submit.as_view(), name="submit"),
    path(ONE + "reopening/", steps.AskReopening.as_view(), name="ask_reopening"),
    path(ONE + "outcome/", steps.Outcome.as_view(), name="outcome"),
    path(ONE + "difference/", pages.difference, name="difference"),
    path(ONE + "print/", pages.report_print, name="print"),
    path(ONE + "copy/", copies.own_copy, name="own_copy"),
]
