"""Management reports that were stored in a former shape are still read and printed, or refused with their version."""

import pytest

from accounts.models import Role, User
from reports.data import Json, dump
from reports.data.codec import UnknownVersion
from reports.models import DocumentKind
from reports.types.registry import DOCUMENT_TYPES
from tests.reports.factories import Story
from tests.reports.sheets import IMPRINT

DOCUMENT_TYPE = DOCUMENT_TYPES[DocumentKind.REPORT]
IN_THE_FACTS = ("letterhead", "signatories", "sop")


@pytest.fixture
def data(story: Story) -> Json:
    """Of an issued report, in today's shape."""
    paper = DOCUMENT_TYPE.collect(story.cycle.pk, User(role=Role.HEAD))
    return dump(type(paper)(paper.version, paper.heading.with_issue_details(IMPRINT), paper.facts))


def in_version_2(data: Json) -> Json:
    """As it was stored when the letterhead was one of the facts."""
    heading, facts = data["heading"], dict(data["facts"])
    facts |= {name: heading[name] for name in IN_THE_FACTS}
    imprint = {key: heading["imprint"][key] for key in ("number", "issued_at", "issued_by", "verify_url")}
    return {"version": 2, "facts": facts, "imprint": imprint}


def in_version_1(data: Json) -> Json:
    """As it was stored before reviews and photos."""
    former = in_version_2(data)
    facts = {key: value for key, value in former["facts"].items() if key not in ("reviews", "scenes")}
    return {**former, "version": 1, "facts": facts}


@pytest.mark.parametrize("former", [in_version_1, in_version_2])
def test_a_former_report_says_what_it_said(data: Json, former):
    paper = DOCUMENT_TYPE.load(former(data))
    today = DOCUMENT_TYPE.load(data)
    assert (paper.facts.rounds, paper.facts.orders) == (today.facts.rounds, today.facts.orders)
    page = DOCUMENT_TYPE.render_html(paper)
    for expected in (IMPRINT.number, "88,9 %", "Budi Kepala", "Rp 2.500.000,50"):
        assert expected in page


def test_what_was_not_kept_then_is_not_made_up(data: Json):
    paper = DOCUMENT_TYPE.load(in_version_1(data))
    assert paper.facts.reviews == [] and paper.facts.scenes == []
    assert "Tidak ada foto bukti dalam siklus ini." in DOCUMENT_TYPE.render_html(paper)


@pytest.mark.parametrize("kind", [kind for kind in DocumentKind if kind != DocumentKind.REPORT])
def test_a_shape_that_nobody_knows_is_refused(kind: DocumentKind):
    with pytest.raises(UnknownVersion):
        DOCUMENT_TYPES[kind].load({"version": 0})
