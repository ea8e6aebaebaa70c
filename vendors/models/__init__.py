"""Vendors, contracts, amendments and memberships of vendor users."""

from vendors.models.amendment import Amendment, Terms, describe_change, terms_history
from vendors.models.contract import NOTICE_DAYS, Contract, ContractStatus
from vendors.models.membership import Membership, MembershipState, users_of, vendors_of
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
    "describe_change",
    "terms_history",
    "users_of",
    "vendors_of",
]
