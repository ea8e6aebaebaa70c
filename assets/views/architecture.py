"""Architecture documents: list, versions, upload and download."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Max
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import STAFF, SignedInRequest, roles
from assets.forms import ArchitectureFileForm, ArchitectureForm, VersionForm
from assets.models import ArchitectureDocument, ArchitectureVersion
from assets.tables import DOCUMENTS
from assets.views import EDITORS
from core.db.conflicts import retry_on_conflict
from core.files.storage import StorageFull
from core.lists.listing import CsvColumn, Listing, Sort


@roles(*STAFF)
def architecture_list(request: SignedInRequest) -> HttpResponseBase:
    documents = ArchitectureDocument.objects.visible_to(request.user).annotate(
        version_count=Count("versions"), updated_at=Max("versions__uploaded_at")
    )
    return Listing(
        documents,
        request,
        search=("title__icontains", "description__icontains"),
        placeholder=_("Judul atau keterangan"),
        sorts=[Sort("title", _("Judul"), ("title",)), Sort("updated", _("Diperbarui"), ("updated_at",))],
        table=DOCUMENTS,
        csv_columns=[
            CsvColumn(_("Judul"), "title"),
            CsvColumn(_("Keterangan"), "description"),
            CsvColumn(_("Jumlah versi"), "version_count"),
            CsvColumn(_("Diperbarui"), "updated_at"),
        ],
        filename="arsitektur",
    ).respond("assets/architecture_list.html")


@roles(*STAFF)
def architecture_detail(request: SignedInRequest, pk: int) -> HttpResponseBase:
    document = _document(request, pk)
    context = {"document": document, "versions": document.versions.select_related("uploaded_by")}
    return render(request, "assets/architecture_detail.html", context)


@roles(*EDITORS)
@retry_on_conflict
def architecture_create(request: SignedInRequest) -> HttpResponseBase:
    form = ArchitectureForm(request.POST or None)
    upload = ArchitectureFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and all([form.is_valid(), upload.is_valid()]):
        try:
            with transaction.atomic():
                document = form.save()
                document.add_version(upload.cleaned_data["file"], upload.content_type, by=request.user)
        except StorageFull as error:
            upload.add_error("file", error)
        else:
            messages.success(
                request, gettext("Dokumen arsitektur %(title)s tersimpan.") % {"title": document.title}
            )
            return redirect(document)
    return render(request, "assets/architecture_form.html", {"form": form, "upload": upload})


@roles(*EDITORS)
@retry_on_conflict
def architecture_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    document = _document(request, pk)
    form = ArchitectureForm(request.POST or None, instance=document)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(
            request, gettext("Dokumen arsitektur %(title)s tersimpan.") % {"title": document.title}
        )
        return redirect(document)
    return render(request, "assets/architecture_form.html", {"form": form, "document": document})


@roles(*EDITORS)
@retry_on_conflict
def architecture_version_create(request: SignedInRequest, pk: int) -> HttpResponseBase:
    document = _document(request, pk)
    form = VersionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, note = form.cleaned_data["file"], form.cleaned_data["note"]
        try:
            version = document.add_version(file, form.content_type, by=request.user, note=note)
        except StorageFull as error:
            form.add_error("file", error)
        else:
            messages.success(request, gettext("Versi %(number)d tersimpan.") % {"number": version.number})
            return redirect(document)
    return render(request, "assets/version_form.html", {"form": form, "document": document})


@roles(*STAFF)
def architecture_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Send the file as a download, so that the browser never runs it as a page of this site."""
    version = get_object_or_404(ArchitectureVersion.objects.visible_to(request.user), pk=pk)
    try:
        file = version.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        file,
        as_attachment=True,
        filename=version.original_name,
        content_type=version.content_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )


def _document(request: SignedInRequest, pk: int) -> ArchitectureDocument:
    return get_object_or_404(ArchitectureDocument.objects.visible_to(request.user), pk=pk)
