"""Lets code write `ModelForm[Plan]`, which the type checker needs and Django 5.2 does not yet allow at run time."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
from django.core.files import File
from django.forms import BaseForm, BaseFormSet, BaseInlineFormSet, BaseModelForm, BaseModelFormSet
from django.forms.models import ModelChoiceField

GENERIC: tuple[type[Any], ...] = (
    BaseModelAdmin,
    ModelAdmin,
    InlineModelAdmin,
    BaseForm,
    BaseModelForm,
    BaseFormSet,
    BaseModelFormSet,
    BaseInlineFormSet,
    ModelChoiceField,
    File,
)


def subscriptable_django_classes() -> None:
    for cls in GENERIC:
        if not hasattr(cls, "__class_getitem__"):
            cls.__class_getitem__ = classmethod(lambda cls, *_: cls)
