"""Addresses of registrations, of the day of a session, of visits and of the register; part of ``tenants.receptions.urls``."""

from django.urls import path

from tenants.receptions.views import (
    day,
    day_steps,
    public_registration,
    register,
    registrations,
    visits,
)
from tenants.receptions.views.registration_steps import preparing, screening

DESK = "desk/receptions/"
SESSION = DESK + "<uuid:session_id>/"
DAY = SESSION + "reception/"
ALL = DESK + "registrations/"
ONE = ALL + "<uuid:registration_id>/"

urlpatterns = [
    path("registration/", public_registration.register, name="public_registration"),
    path("registration/status/", public_registration.status, name="registration_status"),
    path("waiting/<str:token>/", public_registration.waiting, name="waiting"),
    path("desk/visits/new/", visits.new, name="visit_new"),
    path(ALL, registrations.registrations, name="registrations"),
    path(ALL + "new/", registrations.new, name="registration_new"),
    path(ONE, registrations.registration, name="registration"),
    path(ONE + "papers/<slug:digest>/", registrations.paper, name="registration_paper"),
    path(ONE + "screening/", screening.Screen.as_view(), name="registration_screening"),
    path(ONE + "refusal/", screening.Refuse.as_view(), name="registration_refusal"),
    path(ONE + "guidance/", screening.Guide.as_view(), name="registration_guidance"),
    path(ONE + "settlement/", screening.Settle.as_view(), name="registration_settlement"),
    path(ONE + "told/", screening.Tell.as_view(), name="registration_told"),
    path(ONE + "proposal/", preparing.Propose.as_view(), name="registration_proposal"),
    path(ONE + "deferral/", preparing.Defer.as_view(), name="registration_deferral"),
    path(ONE + "invitation/", preparing.Invite.as_view(), name="registration_invitation"),
    path(ONE + "receipt/", preparing.GiveReceipt.as_view(), name="registration_receipt"),
    path(ONE + "withdrawal/", screening.Withdraw.as_view(), name="registration_withdrawal"),
    path(ONE + "dossier/", preparing.AskForDossier.as_view(), name="registration_dossier"),
    path(ONE + "brief/", preparing.Brief.as_view(), name="registration_brief"),
    path(ONE + "case/", preparing.LinkCase.as_view(), name="registration_case"),
    path(ONE + "concerned/", preparing.Concern.as_view(), name="registration_concerned"),
    path(ONE + "unsealing/", preparing.Unseal.as_view(), name="registration_unsealing"),
    path(ONE + "agreement/", day_steps.Say.as_view(), name="registration_agreement"),
    path(ONE + "signing/", day_steps.Sign.as_view(), name="registration_signing"),
    path(ONE + "entry/", day_steps.MakeCase.as_view(), name="registration_entry"),
    path(ONE + "entry/undoing/", day.undo, name="registration_undoing"),
    path(SESSION + "selection/", registrations.selection, name="selection"),
    path(DAY, day.day, name="day"),
    path(DAY + "queue/", day.move, name="queue_step"),
    path(DAY + "notes/", day.note, name="note"),
    path(DAY + "screen/", day.screen, name="screen"),
    path(DAY + "attendance/<uuid:participant_id>/", day_steps.Attend.as_view(), name="attendance"),
    path(DAY + "incident/", day_steps.Incident.as_view(), name="incident"),
    path(DAY + "deviation/", day_steps.Deviation.as_view(), name="deviation"),
    path(DAY + "conclusion/", day_steps.Conclude.as_view(), name="conclude_item"),
    path(DAY + "minutes/", day.minutes, name="draft_minutes"),
    path(DAY + "minutes/reading/", day_steps.Reading.as_view(), name="minutes_reading"),
    path(DESK + "incidents/<uuid:session_id>/", day.below, name="incident_below"),
    path(DESK + "register/", register.reception_register, name="reception_register"),
    path(DESK + "register/print/", register.register_print, name="register_print"),
    path(DESK + "register/export/", register.export, name="register_ask"),
    path(DESK + "register/export/<uuid:key>/", register.exported, name="register_export"),
    path(DESK + "register/export/<uuid:key>/file/", register.download, name="register_file"),
]
