"""Maintenance indicators: shares, statistics of rounds, budget years and the SOP success indicator."""
