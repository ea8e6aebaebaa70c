"""Lists: search, filters, sorting, paging and CSV export."""

import csv
from typing import Any

import pytest
from django.test import Client

from accounts.models import Role
from tests.accounts.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_site")]


@pytest.fixture
def sixty_people() -> None:
    for number in range(60):
        role = Role.HEAD if number % 6 == 0 else Role.OPERATOR
        UserFactory(full_name=f"Orang {number:02}", role=role, email=f"p{number:02}@contoh.ac.id")


def names(client: Client, address: str) -> list[str]:
    return [row.full_name for row in client.get(address).context["listing"].rows]


def exported(client: Client, address: str) -> list[list[str]]:
    content = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return list(csv.reader(content.splitlines()))


@pytest.mark.usefixtures("sixty_people")
class TestSixtyPeople:
    def test_the_first_page_has_fifty_rows(self, client: Client) -> None:
        assert len(names(client, "/people/")) == 50
        assert "1–50 dari 60" in client.get("/people/").text

    def test_the_last_page_has_the_remaining_rows(self, client: Client) -> None:
        assert names(client, "/people/?page=2") == [f"Orang {n}" for n in range(50, 60)]

    @pytest.mark.parametrize("query", ["99", "0", "-1", "x", "9" * 40, "²", ""])
    def test_an_invalid_page_number_shows_the_nearest_page(self, client: Client, query: str) -> None:
        assert client.get("/people/", {"page": query}).status_code == 200

    def test_a_page_needs_two_queries(self, client: Client, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(2):
            client.get("/people/")

    def test_rows_that_fit_on_one_page_are_not_counted(
        self, client: Client, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(1):
            page = client.get("/people/?role=head")
        assert "1–10 dari 10" in page.text

    @pytest.mark.parametrize(
        "query", ["", "q=orang", "q=1", "page=2", "page=9", "sort=-name", "role=head&sort=role", "q=x"]
    )
    def test_paging_by_key_shows_the_same_rows(self, client: Client, query: str) -> None:
        assert names(client, f"/people/?{query}&by_key=1") == names(client, f"/people/?{query}")

    def test_a_search_requires_every_word(self, client: Client) -> None:
        assert names(client, "/people/?q=orang+07") == ["Orang 07"]
        assert names(client, "/people/?q=p08%40contoh") == ["Orang 08"]
        assert names(client, "/people/?q=orang+entah") == []

    def test_a_nul_character_in_a_search_is_no_error(self, client: Client) -> None:
        assert client.get("/people/", {"q": "a\x00", "role": "\x00", "sort": "\x00"}).status_code == 200

    def test_a_filter_applies_and_an_unknown_value_is_ignored(self, client: Client) -> None:
        assert len(names(client, "/people/?role=head")) == 10
        assert len(names(client, "/people/?role=king")) == 50

    def test_a_filter_may_be_a_function(self, client: Client) -> None:
        UserFactory(full_name="Budi", is_active=False)
        assert names(client, "/people/?off=1") == ["Budi"]

    def test_a_minus_reverses_the_sort_order(self, client: Client) -> None:
        assert names(client, "/people/?sort=-name")[0] == "Orang 59"
        assert names(client, "/people/?sort=unheard-of")[0] == "Orang 00"

    def test_column_headers_show_the_sort_order(self, client: Client) -> None:
        page = client.get("/people/?sort=-role").text
        assert 'aria-sort="descending"' in page
        assert 'class="num"' in page

    def test_every_link_keeps_the_other_parameters(self, client: Client) -> None:
        listing = client.get("/people/?q=orang&role=operator&sort=-name&page=1").context["listing"]
        assert listing.csv_url == "/people/?q=orang&role=operator&sort=-name&format=csv"
        assert listing.sort_state("role").url == "/people/?q=orang&role=operator&sort=role"
        assert listing.hidden_parameters == [("sort", "-name")]

    def test_the_export_contains_all_matching_rows(self, client: Client) -> None:
        rows = exported(client, "/people/?format=csv&role=operator")
        assert rows[0] == ["Nama", "Peran", "Aktif"]
        assert len(rows) == 51
        assert rows[1] == ["Orang 01", "Seksi Operasional", "Ya"]

    def test_the_export_uses_the_language_of_the_page(self, client: Client) -> None:
        client.cookies["django_language"] = "id"
        assert "Kepala Seksi Operasional" in str(exported(client, "/people/?format=csv"))

    def test_the_export_takes_one_query(self, client: Client, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(1):
            exported(client, "/people/?format=csv")


@pytest.mark.parametrize("name", ["=1+1", "+62", "-5", "@SUM(A1)", "\tx", "\r=1"])
def test_a_cell_that_looks_like_a_formula_is_exported_as_text(client: Client, name: str) -> None:
    UserFactory(full_name=name)
    content = b"".join(client.get("/people/?format=csv").streaming_content).decode()
    assert f"'{name[0]}" in content


def test_the_export_begins_with_a_byte_order_mark(client: Client) -> None:
    response = client.get("/people/?format=csv")
    assert b"".join(response.streaming_content).startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"].startswith('attachment; filename="orang-')


def test_a_title_is_escaped_once_in_title_and_heading(client: Client) -> None:
    UserFactory(full_name="<script>")
    page = client.get("/people/").text
    assert page.count("Orang & <b>peran</b>") == 2  # the template contains this markup, so it is trusted
    assert "&lt;script&gt;" in page


def test_a_list_searched_by_a_function_shows_the_search_box(client: Client) -> None:
    assert 'name="q"' in client.get("/people/searched/").text
    UserFactory(full_name="Budi")
    assert names(client, "/people/searched/?q=Budi") == ["Budi"]


def test_an_empty_list_shows_a_message(client: Client) -> None:
    assert "Belum ada orang" in client.get("/people/").text


def test_a_table_escapes_unsafe_text_and_labels_its_cells(client: Client) -> None:
    UserFactory(full_name="<b>Budi</b>", role=Role.HEAD)
    page = client.get("/people/").text
    assert '<th scope="row">&lt;b&gt;Budi&lt;/b&gt;</th>' in page
    assert '<td class="num" data-label="Peran">head</td>' in page
    assert "<td><i>-</i></td>" in page


@pytest.fixture
def staff() -> None:
    UserFactory(full_name="Ratna", role=Role.OPERATOR)
    UserFactory(full_name="Hadi", role=Role.HEAD)


@pytest.mark.usefixtures("staff")
class TestListWithDefaultFilter:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["Ratna"]),
            ("by_key", ["Ratna"]),
            ("role=", ["Hadi", "Ratna"]),
            ("role=head", ["Hadi"]),
            ("q=hadi", []),
            ("q=hadi&role=", ["Hadi"]),
        ],
    )
    def test_the_default_filter_applies_until_the_url_changes_it(
        self, client: Client, query: str, found: list[str]
    ) -> None:
        assert sorted(names(client, f"/people/newest/?{query}")) == found

    def test_only_changed_filters_count_as_filtered(self, client: Client) -> None:
        is_filtered = {
            query: client.get(f"/people/newest/?{query}").context["listing"].is_filtered
            for query in ("", "role=operator", "role=", "role=head", "q=a")
        }
        assert is_filtered == {
            "": False,
            "role=operator": False,
            "role=": True,
            "role=head": True,
            "q=a": True,
        }

    def test_a_link_shows_the_rows_hidden_by_the_default_filter(self, client: Client) -> None:
        def wider(query: str) -> str:
            return client.get(f"/people/newest/?{query}").context["listing"].url_without_default_filters

        assert wider("q=hadi&page=2") == "/people/newest/?q=hadi&role="
        assert wider("role=") == wider("role=head") == ""

    def test_a_column_sorted_newest_first_is_marked_as_descending(self, client: Client) -> None:
        def sorted_by(query: str) -> str:
            return client.get(f"/people/newest/?{query}").context["listing"].sort_state("joined").aria

        assert sorted_by("") == "descending"
        assert sorted_by("sort=-joined") == "ascending"
