"""Indicators of maintenance: shares, budget years and the SOP indicator."""
