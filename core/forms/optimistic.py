"""Optimistic locking for forms: a form notices changes that were saved after its page was opened."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Final, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from core.db.locks import advisory_lock

M = TypeVar("M", bound=Model)

CHANGED_ELSEWHERE: Final = _(
    "Data ini diubah di tempat lain sesudah halaman ini dibuka. Bandingkan dengan yang tersimpan; "
    "simpan sekali lagi bila isian di bawah ini yang berlaku."
)


class OptimisticLockMixin(forms.Form):
    """Form mixin that rejects a save based on outdated values, once.

    A hidden field carries a hash of the stored values that the page showed. If the stored values differ on submission,
    the form shows `CHANGED_ELSEWHERE` and the new hash, so a second submission overwrites them deliberately.
    """

    version_token = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version_token"] = _hash(self.current_values())

    def current_values(self) -> object:
        """Return the stored values that the form edits, with a stable `repr`; None if nothing is stored yet."""
        raise NotImplementedError

    def has_user_changes(self) -> bool:
        """Return whether submitted values differ from the stored ones. False if the same form was sent twice."""
        return bool(set(self.changed_data) - {"version_token"})

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        current, submitted = self.initial["version_token"], self.cleaned_data.pop("version_token", "")
        if current and submitted and submitted != current and self.has_user_changes():
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("version_token")] = current
            self.data = data
            self.add_error(None, CHANGED_ELSEWHERE)
        return cleaned


class OptimisticLockForm(OptimisticLockMixin, forms.ModelForm[M]):
    """Model form with optimistic locking."""

    def current_values(self) -> object:
        return None if self.instance._state.adding else self._values_of(self.instance)

    def _values_of(self, record: Model) -> object:
        return model_to_dict(record, self._meta.fields)

    def save(self, commit: bool = True) -> M:
        """Check the version again inside the transaction, because two requests can pass `clean` at the same time."""
        if self.instance._state.adding or not commit:
            return super().save(commit)
        with transaction.atomic():
            advisory_lock(f"{self.instance._meta.label} {self.instance.pk}")
            self.check_version()
            return super().save(commit)

    def check_version(self) -> None:
        """Raise `ValidationError` if the stored record differs from the record that the form was built with.

        `core.db.conflicts` then handles the request again, and `clean` reports the change on the page.
        """
        record = type(self.instance)._base_manager.filter(pk=self.instance.pk).first()
        if record is None or _hash(self._values_of(record)) != self.initial["version_token"]:
            raise ValidationError(CHANGED_ELSEWHERE)


def _hash(values: object) -> str:
    return "" if values is None else sha256(repr(values).encode()).hexdigest()[:16]
