"""Plans of the year and the duty register; included by `urls`."""

from django.urls import path

from tenants.receptions.views import duties, inside, plan_pages, plans

PLANS = "desk/receptions/plans/"
PLAN = PLANS + "<uuid:plan_id>/"

urlpatterns = [
    path("plan/", plan_pages.public, name="public-plan"),
    path(PLANS, plan_pages.plans, name="plans"),
    path(PLANS + "new/", plans.new_plan, name="new-plan"),
    path(PLAN, plan_pages.plan, name="plan"),
    path(PLAN + "edit/", plans.edit_plan, name="edit-plan"),
    path(PLAN + "print/", plan_pages.print_plan, name="print-plan"),
    path(PLAN + "issue/", plans.issue_plan, name="issue-plan"),
    path(PLAN + "amendment/", plans.amend_plan, name="amend-plan"),
    path(PLAN + "discard/", plans.discard_plan, name="discard-plan"),
    path(PLAN + "sent/<int:row>/", plans.record_sent, name="plan-sent"),
    path(PLAN + "guidance/<int:base>/", plans.attach_guidance, name="plan-guidance"),
    path(PLAN + "files/<str:digest>/", plan_pages.plan_file, name="plan-file"),
    path("desk/receptions/duties/", duties.duties, name="duties"),
    path("desk/receptions/inside/", inside.inside, name="inside"),
]
