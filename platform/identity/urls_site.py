"""Sign-in and one's own account, at the site. Names of allauth's views are allauth's; sign-up and e-mail pages have no address."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from identity.views import lock, own

urlpatterns = [
    path("signin/", account.login, name="account_login"),
    path("signout/", account.logout, name="account_logout"),
    path("signin/second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("signin/closed/", account.account_inactive, name="account_inactive"),
    path("signin/forgotten/", account.password_reset, name="account_reset_password"),
    path("signin/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^signin/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("signin/forgotten/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("account/", own.home, name="account-home"),
    path("account/units/", own.units, name="account-units"),
    path("account/code/", own.code, name="account-code"),
    path("account/code/password/", own.code_password, name="account-code-password"),
    path("account/lock/", lock.lock, name="account-lock"),
    path("account/alive/", lock.alive, name="account-alive"),
    path("account/sign-out-everywhere/", own.sign_out_everywhere, name="account-sign-out-everywhere"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path("account/again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/second-factor/", own.second_step, name="account-second-factor"),
    path("account/second-factor/settings/", mfa.index, name="mfa_index"),
    path("account/second-factor/authenticator/", own.Activate.as_view(), name="mfa_activate_totp"),
    path("account/second-factor/authenticator/removal/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-factor/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/second-factor/recovery-codes/new/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/second-factor/recovery-codes/file/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
