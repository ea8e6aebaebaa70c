"""Vendors, contracts and the persons who act for a vendor."""

from vendors.models.contract import Amendment, Contract
from vendors.models.vendor import Membership, Vendor

__all__ = ["Amendment", "Contract", "Membership", "Vendor"]
