"""Fixtures of the asset tests."""

from pathlib import Path

import pytest

from core.tables_io.csv_reader import read_csv

DEVICES = """Name,Status,Tenant,Site,Location,Rack,Role,Manufacturer,Type,Serial number,Asset tag,Position,ID
rtr01,active,Unit Jaringan,Ganesha,,Lemari,Router,Cisco,ISR 1111-8P,,,4.0,1
sw01,active,Unit Jaringan,Ganesha,,Lemari,Access Switch,Cisco,C9200-48P,FOC123,,10.0,14
srv01,failed,,Jatinangor,Lantai 2,R1,Server,Dell,R740,,TAG-77,1.0,27
"""
CONNECTIONS = "Device A,Device B\nrtr01,sw01\nsw01,srv01\n"


@pytest.fixture
def devices() -> str:
    return DEVICES


@pytest.fixture
def connections() -> str:
    return CONNECTIONS


@pytest.fixture
def csv_file(tmp_path: Path):
    """Writes text (or bytes) to a file and returns its path."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "berkas.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def table():
    return lambda text: read_csv(text.encode())
