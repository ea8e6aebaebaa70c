"""Admin pages for users and roles, with an action that removes a lost second factor."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.db.conflicts import RetryOnConflictMixin

admin.site.site_header = _("Administrasi Siklus")
admin.site.site_title = "Siklus"
admin.site.index_title = _("Pengguna dan data acuan")

admin.site.unregister(Group)  # roles are the only source of permissions
admin.site.unregister(EmailAddress)  # the address is the user's own field
admin.site.unregister(Authenticator)  # its form would show the secret


class NewUserForm(UserCreationForm[User]):
    """Form for staff users. Vendor users are invited from the page of their vendor instead."""

    class Meta:
        model = User
        fields = ("email", "full_name", "nip", "position", "role")
        help_texts = {"role": _("Orang vendor tidak ditambahkan di sini: undang dari halaman vendornya.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        role.choices = [each for each in Role.choices if each[0] != Role.VENDOR]


class UserForm(UserChangeForm[User]):
    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class UserAdmin(RetryOnConflictMixin, DjangoUserAdmin[User]):
    form = UserForm
    add_form = NewUserForm
    list_display = ("full_name", "email", "role", "position", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("full_name", "email", "nip")
    ordering = ("full_name", "email")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        (_("Orang"), {"fields": ("full_name", "nip", "position", "language")}),
        (_("Hak"), {"fields": ("role", "is_active")}),
        (_("Waktu"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": (*NewUserForm.Meta.fields, "password1", "password2"),
            },
        ),
    )
    actions = ("remove_second_factor",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The history of cycles names users, so they are deactivated and never deleted."""
        return False

    @admin.action(description=_("Hapus autentikasi dua langkah (ponsel hilang)"))
    def remove_second_factor(self, request: HttpRequest, people: QuerySet[User]) -> None:
        Authenticator.objects.filter(user__in=people).delete()
        self.message_user(request, _("Autentikasi dua langkah sudah dihapus."), messages.SUCCESS)
