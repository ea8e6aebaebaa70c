"""Forms that notice when their page has grown old."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, TypeVar

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

M = TypeVar("M", bound=Model)


class FreshForm(forms.ModelForm[M]):
    """Who saves a page that was opened before somebody else's change is told so, instead of undoing it unseen.

    The page carries a mark of what it showed. Saving a second time is a decision, and goes through.
    """

    shown = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["shown"] = self._mark() if self.instance.pk else ""

    def _mark(self) -> str:
        values = [(name, str(self.initial.get(name))) for name in self._meta.fields or ()]
        return sha256(repr(values).encode()).hexdigest()[:16]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        now, shown = self.initial["shown"], self.cleaned_data.pop("shown", "")
        would_change = set(self.changed_data) - {"shown"}  # nothing, where the same form was sent twice
        if now and shown and shown != now and would_change:
            typed: Any = self.data.copy()  # type: ignore[attr-defined]
            typed[self.add_prefix("shown")] = now
            self.data = typed
            text = _(
                "Data ini diubah di tempat lain sesudah halaman ini dibuka. Bandingkan dengan yang tersimpan; "
                "simpan sekali lagi bila isian di bawah ini yang berlaku."
            )
            self.add_error(None, text)
        return cleaned
