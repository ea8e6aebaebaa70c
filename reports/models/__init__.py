"""What reports keep: the letterhead, the issued management report, and who acknowledged it."""

from reports.models.institution import Institution, Signatory
from reports.models.report import Acknowledgement, ImmutableError, ManagementReport

__all__ = ["Acknowledgement", "ImmutableError", "Institution", "ManagementReport", "Signatory"]
