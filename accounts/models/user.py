"""Users and roles: each user has exactly one role, which decides all permissions."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.db.constraints import CaseInsensitiveUnique, choices_constraint
from core.http.language import Language


class Role(models.TextChoices):
    """The roles of the SOP; a user has exactly one."""

    OPERATOR = "operator", _("Seksi Operasional")
    HEAD = "head", _("Kepala Seksi Operasional")
    MANAGER = "manager", _("Manajer")
    VENDOR = "vendor", _("Vendor")
    ADMINISTRATOR = "administrator", _("Administrator")


class UserManager(BaseUserManager["User"]):
    def create_user(
        self,
        email: str,
        password: str | None = None,
        *,
        full_name: str = "",
        role: str = Role.OPERATOR,
        nip: str = "",
        position: str = "",
    ) -> "User":
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.lower(), full_name=full_name, role=role, nip=nip, position=position)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, *, full_name: str = "") -> "User":
        return self.create_user(email, password, full_name=full_name, role=Role.ADMINISTRATOR)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A user who signs in by e-mail. The role is the only source of permissions; there are no groups."""

    email = models.EmailField(
        _("alamat surel"),
        unique=True,
        error_messages={"unique": _("Alamat surel ini sudah dipakai pengguna lain.")},
    )
    full_name = models.CharField(_("nama lengkap"), max_length=150)
    nip = models.CharField(_("NIP"), max_length=30, blank=True, help_text=_("Nomor induk pegawai, bila ada."))
    position = models.CharField(_("jabatan"), max_length=150, blank=True)
    role = models.CharField(_("peran"), max_length=20, choices=Role.choices, default=Role.OPERATOR)
    language = models.CharField(
        _("bahasa"),
        max_length=2,
        choices=Language.choices,
        default=Language.INDONESIAN,
        help_text=_("Bahasa halaman dan surat dari Siklus."),
    )
    is_active = models.BooleanField(
        _("aktif"),
        default=True,
        help_text=_("Pengguna yang tidak aktif tidak dapat masuk; riwayatnya tetap ada."),
    )
    date_joined = models.DateTimeField(_("terdaftar sejak"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("pengguna")
        verbose_name_plural = _("pengguna")
        ordering = ("full_name", "email")
        constraints = (
            choices_constraint("role", Role, "accounts_user_role_valid"),
            choices_constraint("language", Language, "accounts_user_language_valid"),
            CaseInsensitiveUnique(
                Lower("email"),
                name="accounts_user_email_unique",
                violation_error_message=_("Alamat surel ini sudah dipakai pengguna lain."),
            ),
        )

    def __str__(self) -> str:
        return self.full_name or self.email

    def clean(self) -> None:
        """Store the address in lower case, as `create_user` does, because users are looked up by it."""
        super().clean()
        self.email = self.email.lower()

    def get_full_name(self) -> str:
        return str(self)

    def set_language(self, language: str) -> None:
        """Store the language in which mail to this user is written."""
        self.language = language
        self.save(update_fields=["language"])

    @property
    def initials(self) -> str:
        """Return at most two initial letters, for narrow columns."""
        words = str(self).split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def is_operational(self) -> bool:
        """Return whether the user is an operator or the head of Seksi Operasional."""
        return self.role in (Role.OPERATOR, Role.HEAD)

    @property
    def is_staff_side(self) -> bool:
        """Return whether the user belongs to the institution, not to a vendor."""
        return self.role != Role.VENDOR

    @property
    def is_staff(self) -> bool:
        """Return whether the user may open the admin site."""
        return self.role == Role.ADMINISTRATOR

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Allow administrators; each ModelAdmin restricts what can be changed."""
        return self.is_active and self.is_staff

    def has_perms(self, perm_list: list[str], obj: object = None) -> bool:
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff
