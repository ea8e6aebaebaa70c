"""Vendors, contracts and the persons who act for a vendor."""

from vendors.models.amendment import Amendment, Terms, history, what_changes
from vendors.models.contract import NOTICE_DAYS, Contract, Standing
from vendors.models.vendor import Membership, Vendor

__all__ = [
    "NOTICE_DAYS",
    "Amendment",
    "Contract",
    "Membership",
    "Standing",
    "Terms",
    "Vendor",
    "history",
    "what_changes",
]
