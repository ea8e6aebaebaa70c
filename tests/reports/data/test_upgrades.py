"""Stored management reports of former versions are upgraded, or rejected with their version."""

import pytest

from accounts.models import Role, User
from reports.data import Json, dump
from reports.data.codec import UnknownVersion
from reports.models import DocumentKind
from reports.types.registry import DOCUMENT_TYPES
from tests.reports.factories import Story
from tests.reports.sample_documents import IMPRINT

DOCUMENT_TYPE = DOCUMENT_TYPES[DocumentKind.REPORT]
KEYS_IN_FACTS = ("letterhead", "signatories", "sop")


@pytest.fixture
def data(story: Story) -> Json:
    """JSON data of an issued report in the current version."""
    document_data = DOCUMENT_TYPE.collect(story.cycle.pk, User(role=Role.HEAD))
    return dump(
        type(document_data)(
            document_data.version, document_data.heading.with_issue_details(IMPRINT), document_data.facts
        )
    )


def downgrade_to_version_2(data: Json) -> Json:
    """Return the data in version 2, which had the letterhead in the facts."""
    heading, facts = data["heading"], dict(data["facts"])
    facts |= {name: heading[name] for name in KEYS_IN_FACTS}
    imprint = {key: heading["imprint"][key] for key in ("number", "issued_at", "issued_by", "verify_url")}
    return {"version": 2, "facts": facts, "imprint": imprint}


def downgrade_to_version_1(data: Json) -> Json:
    """Return the data in version 1, which had no reviews and photos."""
    former = downgrade_to_version_2(data)
    facts = {key: value for key, value in former["facts"].items() if key not in ("reviews", "scenes")}
    return {**former, "version": 1, "facts": facts}


@pytest.mark.parametrize("former", [downgrade_to_version_1, downgrade_to_version_2])
def test_a_report_of_a_former_version_has_the_same_content(data: Json, former):
    document_data = DOCUMENT_TYPE.load(former(data))
    current = DOCUMENT_TYPE.load(data)
    assert (document_data.facts.rounds, document_data.facts.orders) == (
        current.facts.rounds,
        current.facts.orders,
    )
    page = DOCUMENT_TYPE.render_html(document_data)
    for expected in (IMPRINT.number, "88,9 %", "Budi Kepala", "Rp 2.500.000,50"):
        assert expected in page


def test_missing_data_of_a_former_version_is_empty(data: Json):
    document_data = DOCUMENT_TYPE.load(downgrade_to_version_1(data))
    assert document_data.facts.reviews == [] and document_data.facts.scenes == []
    assert "Tidak ada foto bukti dalam siklus ini." in DOCUMENT_TYPE.render_html(document_data)


@pytest.mark.parametrize("kind", [kind for kind in DocumentKind if kind != DocumentKind.REPORT])
def test_an_unknown_version_is_rejected(kind: DocumentKind):
    with pytest.raises(UnknownVersion):
        DOCUMENT_TYPES[kind].load({"version": 0})
