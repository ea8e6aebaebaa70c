"""Factories for assets, locations, categories and architecture documents."""

import hashlib

import factory
from django.core.files.base import ContentFile

from assets.models import (
    ArchitectureDocument,
    ArchitectureVersion,
    Asset,
    Category,
    Dependency,
    DependencyKind,
    Location,
)

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


class CategoryFactory(factory.django.DjangoModelFactory[Category]):
    class Meta:
        model = Category
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"kategori-{n}")
    name = factory.LazyAttribute(lambda category: category.code.replace("-", " ").capitalize())


class LocationFactory(factory.django.DjangoModelFactory[Location]):
    class Meta:
        model = Location

    name = factory.Sequence(lambda n: f"Ruang {n:03}")


class AssetFactory(factory.django.DjangoModelFactory[Asset]):
    class Meta:
        model = Asset

    code = factory.Sequence(lambda n: f"AST-{n:05}")
    name = factory.LazyAttribute(lambda asset: f"Perangkat {asset.code}")
    category = factory.SubFactory(CategoryFactory, code="server", name="Server")
    location = factory.SubFactory(LocationFactory)
    maker = "Pabrikan"


class DependencyFactory(factory.django.DjangoModelFactory[Dependency]):
    class Meta:
        model = Dependency

    asset = factory.SubFactory(AssetFactory)
    depends_on = factory.SubFactory(AssetFactory)
    kind = DependencyKind.POWER


class ArchitectureVersionFactory(factory.django.DjangoModelFactory[ArchitectureVersion]):
    class Meta:
        model = ArchitectureVersion

    document = factory.SubFactory("tests.assets.factories.ArchitectureDocumentFactory", version=None)
    number = factory.Sequence(lambda n: n % 30000 + 1)
    file = factory.LazyFunction(lambda: ContentFile(PDF, name="arsitektur.pdf"))
    original_name = "arsitektur.pdf"
    content_type = "application/pdf"
    size = len(PDF)
    sha256 = hashlib.sha256(PDF).hexdigest()
    uploaded_by = factory.SubFactory("tests.accounts.factories.UserFactory")


class ArchitectureDocumentFactory(factory.django.DjangoModelFactory[ArchitectureDocument]):
    """Comes with version 1; pass `version=None` for a document without any."""

    class Meta:
        model = ArchitectureDocument
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Arsitektur jaringan {n}")
    version = factory.RelatedFactory(ArchitectureVersionFactory, factory_related_name="document", number=1)
