"""Addresses of campaigns below a unit's ``/desk/campaigns/``."""

from django.urls import path

from tenants.inspections.views import campaign_steps, campaigns, duty_steps, flash_steps

app_name = "campaigns"

ONE = "<uuid:campaign_id>/"
REPORT = "reports/<uuid:report_id>/"

urlpatterns = [
    path("", campaigns.campaigns_page, name="list"),
    path("new/", campaign_steps.NewCampaign.as_view(), name="new"),
    path("alerts/", campaigns.alerts, name="alerts"),
    path("alerts/<uuid:alert_id>/", duty_steps.TakeAlert.as_view(), name="alert"),
    path("shifts/<uuid:shift_id>/", duty_steps.ChangeShift.as_view(), name="shift_change"),
    path(REPORT, campaigns.report, name="report"),
    path(REPORT + "print/", campaigns.report_print, name="report_print"),
    path(REPORT + "text/", flash_steps.WriteReport.as_view(), name="report_write"),
    path(REPORT + "issue/", flash_steps.IssueReport.as_view(), name="report_issue"),
    path(REPORT + "receipt/", flash_steps.ReceiveReport.as_view(), name="report_receive"),
    path(REPORT + "receipts/<uuid:receipt_id>/", flash_steps.ProveReceipt.as_view(), name="report_prove"),
    path(ONE, campaigns.campaign, name="page"),
    path(ONE + "edit/", campaign_steps.ChangeCampaign.as_view(), name="change"),
    path(ONE + "issue/", campaign_steps.IssueCampaign.as_view(), name="issue"),
    path(ONE + "activation/", campaign_steps.ActivateCampaign.as_view(), name="activate"),
    path(ONE + "amendment/", campaign_steps.AmendCampaign.as_view(), name="amend"),
    path(ONE + "end/", campaign_steps.EndCampaign.as_view(), name="end"),
    path(ONE + "removal/", campaign_steps.DropCampaign.as_view(), name="drop"),
    path(ONE + "roster/", campaigns.roster, name="roster"),
    path(ONE + "roster/print/", campaigns.roster_print, name="roster_print"),
    path(ONE + "roster/new/", duty_steps.AddShift.as_view(), name="shift_add"),
    path(ONE + "roster/<uuid:shift_id>/removal/", duty_steps.RemoveShift.as_view(), name="shift_remove"),
    path(ONE + "notes/", duty_steps.WriteNote.as_view(), name="note"),
    path(ONE + "notes/<uuid:note_id>/removal/", duty_steps.WithdrawNote.as_view(), name="note_withdraw"),
    path(ONE + "centre/", campaigns.centre, name="centre"),
    path(ONE + "reports/", campaigns.reports, name="reports"),
    path(ONE + "reports/new/", flash_steps.BeginReport.as_view(), name="report_begin"),
]
