"""Vendors, contracts and the persons who act for a vendor."""

from vendors.models.amendment import Amendment, Terms, history, what_changes
from vendors.models.contract import NOTICE_DAYS, Contract, ContractStatus
from vendors.models.membership import Membership, MembershipState, persons_of, vendors_of
from vendors.models.vendor import Vendor

__all__ = [
    "NOTICE_DAYS",
    "Amendment",
    "Contract",
    "ContractStatus",
    "Membership",
    "MembershipState",
    "Terms",
    "Vendor",
    "history",
    "persons_of",
    "vendors_of",
    "what_changes",
]
