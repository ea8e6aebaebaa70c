"""The quick way to an address says what Django's own says."""

from django.urls import reverse, set_script_prefix

from core.addresses import record_url


def test_an_address_is_the_one_that_django_would_give() -> None:
    for name in ("assets:detail", "maintenance:cycle", "plans:works", "assets:detail"):
        assert [record_url(name, pk) for pk in (1, 20, 1)] == [reverse(name, args=[pk]) for pk in (1, 20, 1)]


def test_an_address_lies_below_the_place_where_the_site_stands() -> None:
    record_url("assets:detail", 7)
    set_script_prefix("/siklus/")
    try:
        assert record_url("assets:detail", 7) == reverse("assets:detail", args=[7])
        assert record_url("assets:detail", 7).startswith("/siklus/")
    finally:
        set_script_prefix("/")
