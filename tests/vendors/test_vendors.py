"""Vendor pages: list, detail page, form and vendor users."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from tests.accounts.factories import UserFactory
from tests.vendors.factories import ContractFactory, MembershipFactory, VendorFactory
from vendors.models import Vendor

pytestmark = pytest.mark.django_db


def test_the_list_counts_active_contracts_and_active_persons(as_operator):
    vendor = VendorFactory()
    ContractFactory(vendor=vendor)
    ContractFactory(vendor=vendor, starts_on="2001-01-01", ends_on="2001-12-31")
    MembershipFactory(vendor=vendor)
    MembershipFactory(vendor=vendor, is_active=False)

    row = as_operator.get(reverse("vendors:list")).context["listing"].rows[0]

    assert (row.active_contracts, row.persons) == (1, 1)


def test_the_list_of_vendors_has_a_constant_number_of_queries(as_operator, django_assert_max_num_queries):
    for _ in range(20):
        ContractFactory()

    with django_assert_max_num_queries(6):
        as_operator.get(reverse("vendors:list"))


def test_an_empty_list_says_what_to_do_first(as_operator, as_manager):
    assert "Catat vendor pertama" in as_operator.get(reverse("vendors:list")).content.decode()
    assert "Catat vendor pertama" not in as_manager.get(reverse("vendors:list")).content.decode()


def test_a_vendor_is_recorded_and_changed(as_operator):
    fields = {"name": "PT Sejuk", "signatory_name": "Budi", "is_active": "on"}
    as_operator.post(reverse("vendors:create"), fields)
    vendor = Vendor.objects.get()

    as_operator.post(reverse("vendors:edit", args=[vendor.pk]), fields | {"phone": "022-123"})

    vendor.refresh_from_db()
    assert (vendor.name, vendor.phone) == ("PT Sejuk", "022-123")


def test_a_duplicate_vendor_name_is_refused_at_its_field(as_operator):
    VendorFactory(name="PT Sejuk")

    answer = as_operator.post(reverse("vendors:create"), {"name": "PT Sejuk"})

    assert answer.context["form"].errors == {"name": ["Vendor dengan nama ini sudah tercatat: PT Sejuk."]}


def test_the_vendor_page_has_a_constant_number_of_queries(as_operator, django_assert_max_num_queries):
    vendor = VendorFactory()
    for _ in range(10):
        ContractFactory(vendor=vendor)
        MembershipFactory(vendor=vendor)

    with django_assert_max_num_queries(8):
        as_operator.get(vendor.get_absolute_url())


def test_a_person_is_added_with_the_vendor_role_and_without_a_password(as_operator):
    vendor = VendorFactory()

    as_operator.post(
        reverse("vendors:person_add", args=[vendor.pk]),
        {"full_name": "Sari", "email": "Sari@Contoh.co.id", "position": "Teknisi"},
    )

    person = User.objects.get(email="sari@contoh.co.id")
    assert (person.role, person.position) == (Role.VENDOR, "Teknisi")
    assert not person.has_usable_password()
    assert not vendor.why_nobody_can_sign_in()


def test_a_taken_email_address_is_refused_and_the_name_is_kept(as_operator):
    vendor, taken = VendorFactory(), UserFactory(role=Role.MANAGER)

    answer = as_operator.post(
        reverse("vendors:person_add", args=[vendor.pk]), {"full_name": "Sari", "email": taken.email.upper()}
    )

    assert answer.context["form"].errors == {"email": ["Alamat surel ini sudah dipakai pengguna lain."]}
    assert "Sari" in answer.content.decode()
    assert not vendor.memberships.exists()


def test_a_membership_is_ended_and_resumed(as_operator):
    membership = MembershipFactory()

    as_operator.post(reverse("vendors:person_end", args=[membership.pk]))
    assert membership.vendor.why_nobody_can_sign_in()

    as_operator.post(reverse("vendors:person_resume", args=[membership.pk]))
    assert not membership.vendor.why_nobody_can_sign_in()


def test_the_admin_refuses_a_duplicate_membership(signed_in, administrator):
    membership = MembershipFactory()
    fields = {
        "name": membership.vendor.name,
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 0,  # as in a page opened before the membership existed
        "memberships-0-user": membership.user_id,
    }
    address = reverse("admin:vendors_vendor_change", args=[membership.vendor_id])
    answer = signed_in(administrator).post(address, fields)
    (row,) = answer.context["inline_admin_formsets"][0].formset
    assert [error.code for error in row.non_field_errors().as_data()] == ["unique_together"]
    assert membership.vendor.memberships.count() == 1


def test_a_vendor_person_cannot_open_the_staff_screens():
    membership = MembershipFactory()
    browser = Client()
    browser.force_login(membership.user)

    for address in (
        reverse("vendors:list"),
        membership.vendor.get_absolute_url(),
        reverse("vendors:contracts"),
    ):
        assert browser.get(address).status_code in (403, 404)


def test_vendor_names_are_unique_case_insensitively(signed_in, operator):
    VendorFactory(name="PT Cakra Daya")
    page = signed_in(operator).post(reverse("vendors:create"), {"name": "pt cakra daya", "is_active": "on"})
    assert "Vendor dengan nama ini sudah tercatat: PT Cakra Daya." in page.text
    assert Vendor.objects.count() == 1


def test_a_stale_form_cannot_overwrite_a_newer_change(as_operator):
    vendor = VendorFactory(phone="1", address="Lama")
    client, url = as_operator, reverse("vendors:edit", args=[vendor.pk])
    page = client.get(url).context["form"]
    typed = {name: page[name].value() or "" for name in page.fields} | {"is_active": "on"}

    for _attempt in range(2):
        assert client.post(url, typed | {"phone": "2"}).status_code == 302
    answer = client.post(url, typed | {"address": "Baru"})

    assert answer.status_code == 422
    assert "diubah di tempat lain" in answer.text and "Baru" in answer.text
    vendor.refresh_from_db()
    assert (vendor.phone, vendor.address) == ("2", "Lama")

    again = typed | {"address": "Baru", "version_token": answer.context["form"]["version_token"].value()}
    assert client.post(url, again).status_code == 302
    vendor.refresh_from_db()
    assert (vendor.phone, vendor.address) == ("1", "Baru")
