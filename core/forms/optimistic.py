"""Forms that notice when their page has grown old."""

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
    """Who saves a page that was opened before somebody else's change is told so, instead of undoing it unseen.

    The page carries a mark of what it showed. Saving a second time is a decision, and goes through.
    """

    shown = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["shown"] = _mark_of(self.what_is_kept())

    def what_is_kept(self) -> object:
        """All that the page shows for change, before anything typed is put in; None while nothing is kept."""
        raise NotImplementedError

    def would_change(self) -> bool:
        """False where the same form was sent twice."""
        return bool(set(self.changed_data) - {"shown"})

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        now, shown = self.initial["shown"], self.cleaned_data.pop("shown", "")
        if now and shown and shown != now and self.would_change():
            typed: Any = self.data.copy()  # type: ignore[attr-defined]
            typed[self.add_prefix("shown")] = now
            self.data = typed
            self.add_error(None, CHANGED_ELSEWHERE)
        return cleaned


class OptimisticLockForm(OptimisticLockMixin, forms.ModelForm[M]):
    """The form of one record."""

    def what_is_kept(self) -> object:
        return None if self.instance._state.adding else self._kept_of(self.instance)

    def _kept_of(self, record: Model) -> object:
        return model_to_dict(record, self._meta.fields)

    def save(self, commit: bool = True) -> M:
        """Two who look at the same moment find nothing changed; so it is looked at once more when saving begins."""
        if self.instance._state.adding or not commit:
            return super().save(commit)
        with transaction.atomic():
            advisory_lock(f"{self.instance._meta.label} {self.instance.pk}")
            self.refuse_if_overtaken()
            return super().save(commit)

    def refuse_if_overtaken(self) -> None:
        """Raises what the request is answered anew for: then `clean` tells it on the page (`core.db.conflicts`)."""
        record = type(self.instance)._base_manager.filter(pk=self.instance.pk).first()
        if record is None or _mark_of(self._kept_of(record)) != self.initial["shown"]:
            raise ValidationError(CHANGED_ELSEWHERE)


def _mark_of(kept: object) -> str:
    return "" if kept is None else sha256(repr(kept).encode()).hexdigest()[:16]
