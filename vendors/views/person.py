"""Views of vendor users: invite, send the invitation again, end and resume the membership."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest, roles
from core.db.conflicts import retry_on_conflict
from vendors.forms import PersonForm
from vendors.models import Membership, Vendor
from vendors.views.vendor import EDITORS, form_status


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
def person_add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)
    form = PersonForm(vendor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        membership = vendor.add_person(**form.cleaned_data)
        if membership.is_invited:
            message = gettext("%(person)s diundang melalui surel untuk bertindak bagi %(vendor)s.")
        else:
            message = gettext("%(person)s sekarang bertindak untuk %(vendor)s.")
        messages.success(request, message % {"person": membership.user, "vendor": vendor.name})
        return redirect(vendor)
    return render(
        request, "vendors/person_form.html", {"form": form, "vendor": vendor}, status=form_status(form)
    )


@roles(*EDITORS)
@require_POST
def person_invite(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Send a new invitation link to a user who has never signed in."""
    membership = get_object_or_404(Membership.objects.active().select_related("vendor", "user"), pk=pk)
    if not membership.is_invited:
        messages.info(request, gettext("%(person)s sudah menerima undangan.") % {"person": membership.user})
    else:
        membership.send_invitation()
        message = gettext("Undangan baru dikirim kepada %(person)s; tautan yang lama tidak berlaku lagi.")
        messages.success(request, message % {"person": membership.user})
    return redirect(membership.vendor)


@roles(*EDITORS)
@require_POST
def person_end(request: SignedInRequest, pk: int) -> HttpResponseBase:
    membership = get_object_or_404(Membership.objects.select_related("vendor", "user"), pk=pk)
    membership.end()
    message = gettext("%(person)s tidak lagi bertindak untuk %(vendor)s.")
    messages.success(request, message % {"person": membership.user, "vendor": membership.vendor.name})
    return redirect(membership.vendor)


@roles(*EDITORS)
@require_POST
@retry_on_conflict
def person_resume(request: SignedInRequest, pk: int) -> HttpResponseBase:
    membership = get_object_or_404(Membership.objects.select_related("vendor", "user"), pk=pk)
    if not membership.user.is_active:
        messages.warning(request, gettext("Akun ini dinonaktifkan oleh administrator."))
        return redirect(membership.vendor)
    membership.resume()
    if membership.is_invited:
        message = gettext("%(person)s diundang melalui surel untuk bertindak bagi %(vendor)s.")
    else:
        message = gettext("%(person)s kembali bertindak untuk %(vendor)s; kabarnya dikirim melalui surel.")
    messages.success(request, message % {"person": membership.user, "vendor": membership.vendor.name})
    return redirect(membership.vendor)
