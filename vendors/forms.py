"""Forms for vendors, contracts, amendments and vendor users."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.forms.fields import PlausibleDateField, RupiahField
from core.forms.optimistic import OptimisticLockForm
from vendors.models import Amendment, Contract, Vendor


class VendorForm(OptimisticLockForm[Vendor]):
    class Meta:
        model = Vendor
        fields = (
            "name",
            "tax_number",
            "address",
            "phone",
            "email",
            "signatory_name",
            "signatory_position",
            "is_active",
        )
        widgets = {"address": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "signatory_name": _("Orang yang menandatangani berita acara atas nama vendor."),
            "is_active": _("Vendor yang tidak aktif tidak ditawarkan lagi; riwayatnya tetap ada."),
        }


class ContractForm(OptimisticLockForm[Contract]):
    """Form for the original terms of a contract; the caller sets `instance.vendor`."""

    class Meta:
        model = Contract
        fields = ("number", "title", "starts_on", "ends_on", "value", "scope", "service_levels")
        widgets = {
            "scope": forms.Textarea(attrs={"rows": 4}),
            "service_levels": forms.Textarea(attrs={"rows": 4}),
        }
        field_classes = {"starts_on": PlausibleDateField, "ends_on": PlausibleDateField, "value": RupiahField}
        help_texts = {
            "ends_on": _("Tanggal yang tertulis dalam kontrak; perpanjangan dicatat sebagai adendum."),
            "service_levels": _("Misalnya waktu tanggap 4 jam, ketersediaan 99,5 %."),
        }

    def check_version(self) -> None:
        """Lock the contract and validate the period again, because another request may have added an amendment."""
        super().check_version()
        self.instance.locked()
        self.instance.clean()


class AmendmentForm(forms.ModelForm[Amendment]):
    """Form for a new amendment; the caller sets `instance.contract`."""

    class Meta:
        model = Amendment
        fields = ("number", "effective_on", "new_end", "new_value", "reason")
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        field_classes = {
            "effective_on": PlausibleDateField,
            "new_end": PlausibleDateField,
            "new_value": RupiahField,
        }
        help_texts = {
            "new_end": _("Kosongkan bila tanggal berakhir tidak berubah."),
            "new_value": _("Kosongkan bila nilai tidak berubah."),
        }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        untouched = {"new_end", "new_value"}.isdisjoint(self.errors)
        if untouched and cleaned.get("new_end") is None and cleaned.get("new_value") is None:
            self.add_error("new_end", _("Isi tanggal berakhir yang baru, nilai yang baru, atau keduanya."))
        return cleaned


class PersonForm(forms.Form):
    """Form that adds a user to `vendor`; the user may already act for another vendor."""

    full_name = forms.CharField(label=_("Nama lengkap"), max_length=150)
    email = forms.EmailField(
        label=_("Alamat surel"),
        help_text=_("Dipakai untuk masuk; tiap orang memakai alamatnya sendiri. Undangan dikirim ke sini."),
    )
    position = forms.CharField(label=_("Jabatan"), max_length=150, required=False)

    def __init__(self, vendor: Vendor, data: Any = None) -> None:
        super().__init__(data)
        self.vendor = vendor

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        known = User.objects.filter(email=email).first()
        if known is None:
            return email
        if known.role != Role.VENDOR:
            raise forms.ValidationError(_("Alamat surel ini sudah dipakai pengguna lain."))
        if not known.is_active:
            raise forms.ValidationError(_("Akun ini dinonaktifkan oleh administrator."))
        if self.vendor.memberships.filter(user=known, is_active=True).exists():
            raise forms.ValidationError(_("Orang ini sudah bertindak untuk vendor ini."))
        return email
