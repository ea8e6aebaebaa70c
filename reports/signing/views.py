"""Sign an issued document after the user has entered the password again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.access import STAFF, SignedInRequest, roles
from core.files.storage import StorageFull
from maintenance.reasons import MayNot, Refused
from reports.forms import PasswordForm
from reports.models import Document
from reports.signing import services as signing
from reports.signing.client import SigningError
from reports.views import detail_page


@roles(*STAFF)
@sensitive_post_parameters("password")
@require_POST
def sign(request: SignedInRequest, pk: int) -> HttpResponse:
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    if isinstance(refusal := signing.find_signing_refusal(document, request.user), MayNot):
        raise refusal
    form = PasswordForm(request, request.POST)
    if refusal is None and not form.is_valid():
        return detail_page(request, pk, password_form=form, status=422)
    try:
        signature = signing.sign_document(document, by=request.user)
    except Refused as refused:
        messages.error(request, " ".join(str(reason) for reason in refused.reasons))
    except SigningError as error:
        messages.error(request, str(error))
    except StorageFull:
        text = _(
            "Ruang penyimpanan server penuh, sehingga tanda tangan Anda tidak tersimpan. Hubungi administrator, "
            "lalu tanda tangani sekali lagi."
        )
        messages.error(request, text)
    else:
        text = _("Anda menandatangani %(number)s sebagai %(position)s.")
        params = {"number": document.reference, "position": signature.line.position or signature.line.act}
        messages.success(request, text % params)
    return redirect(document)
