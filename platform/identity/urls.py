"""The administrator's pages of a unit, below `/u/<key>/desk/admin/`."""

from django.urls import path

from identity.views import below, codes, log, memberships, people, roles, tokens

app_name = "identity"

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/new/", people.open_person, name="open"),
    path("people/existing/", people.add_person, name="add"),
    path("people/below/", below.below, name="below"),
    path("people/<uuid:account_id>/", people.person, name="person"),
    path("people/<uuid:account_id>/details/", people.edit_person, name="edit"),
    path("people/<uuid:account_id>/roles/", memberships.add_role, name="add-role"),
    path("people/<uuid:account_id>/code/", codes.issue_code, name="code"),
    path("people/<uuid:account_id>/home/", people.move_person, name="move"),
    path("people/<uuid:account_id>/closing/", people.close_person, name="close"),
    path("memberships/<uuid:membership_id>/ending/", memberships.end_role, name="end-role"),
    path("roles/", roles.roles, name="roles"),
    path("log/", log.log, name="log"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.new_token, name="new-token"),
    path("tokens/<uuid:token_id>/revocation/", tokens.revoke, name="revoke-token"),
]
