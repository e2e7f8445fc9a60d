"""A person who signs in: one account for all units."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.ids import new_id

USERNAME_RULE = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{2,63}$",
    _("Tên đăng nhập dài từ 3 đến 64 ký tự, gồm chữ thường không dấu, số, dấu chấm, gạch nối, gạch dưới."),
)


class AccountManager(BaseUserManager["Account"]):
    """Looks accounts up; accounts are opened by `identity.actions.accounts`."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=(username or "").lower())


class Account(AbstractBaseUser, PermissionsMixin):
    """One person's sign-in. It carries no right by itself: rights come from memberships in force."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(_("tên đăng nhập"), max_length=64, validators=[USERNAME_RULE])
    full_name = models.CharField(_("họ và tên"), max_length=200)
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=32, blank=True)
    is_active = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True)
    # The unit whose administrator (or a superior's) may reset this account.
    home_unit = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Part of every session's hash: a new stamp ends all sessions of the account in the same instant.
    session_stamp = models.UUIDField(default=uuid.uuid4, editable=False)
    opened_at = models.DateTimeField(default=clock.now, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        verbose_name = _("tài khoản")
        constraints: ClassVar = [
            # Small letters only, so that one plain unique index holds whatever the case it is typed in.
            models.UniqueConstraint(fields=["username"], name="identity_account_username_once"),
            models.CheckConstraint(
                condition=models.Q(username=Lower("username")), name="identity_account_username_small"
            ),
            models.UniqueConstraint(Lower("email"), name="identity_account_email_once", condition=~models.Q(email="")),
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="identity_account_no_superuser"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def is_staff(self) -> bool:
        """No account is Django staff: there is no Django admin here."""
        return False

    def get_full_name(self) -> str:
        return self.full_name

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        # Overrides Django's single source of both the current and the fallback hashes.
        return salted_hmac(
            "identity.Account.session",
            f"{self.password}:{self.session_stamp}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()
