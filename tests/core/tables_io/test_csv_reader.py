"""CSV reading: encodings, delimiters, line numbers and error messages."""

import csv
import io
import time

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from core.tables_io.csv_reader import CsvLimits, CsvProblem, CsvRow, UnreadableCsvError, read_csv

SAMPLE = "Nama,Lokasi,Catatan\nUPS A,Ruang Server,café\nGenset,Halaman,baik\n"


@pytest.fixture(autouse=True)
def _indonesian():
    with translation.override("id"):
        yield


def problems(data, **limits):
    with pytest.raises(UnreadableCsvError) as refusal:
        read_csv(data if isinstance(data, bytes) else data.encode(), CsvLimits(**limits))
    return list(refusal.value.problems)


def values(text):
    return [row.values for row in read_csv(text.encode()).rows]


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 (BOM)"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_common_encodings_are_detected(codec, encoding):
    table = read_csv(SAMPLE.encode(codec))
    assert table.encoding == encoding
    assert table.header == ["Nama", "Lokasi", "Catatan"]
    assert table.rows[0] == CsvRow(2, ["UPS A", "Ruang Server", "café"])


def test_big_endian_utf_16_is_detected():
    assert read_csv(b"\xfe\xff" + SAMPLE.encode("utf-16-be")).rows[0].values[2] == "café"


def test_bytes_undefined_in_windows_1252_are_latin_1():
    assert read_csv(b"a,b\n\x81,\xe9\n").encoding == "Latin-1"


def test_typographic_quotes_of_windows_1252_are_read():
    assert read_csv("a,b\n“x”,–\n".encode("cp1252")).rows[0].values == ["“x”", "–"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_common_delimiters_are_detected(delimiter):
    table = read_csv(SAMPLE.replace(",", delimiter).encode())
    assert table.delimiter == delimiter
    assert table.rows[1].values == ["Genset", "Halaman", "baik"]


def test_decimal_commas_do_not_hide_a_semicolon():
    assert values("kode;nilai;batas\nA;1,5;2,5\nB;3,5;4,5\n") == [["A", "1,5", "2,5"], ["B", "3,5", "4,5"]]


def test_commas_in_the_header_do_not_hide_a_semicolon():
    table = read_csv(b'"Nama, lengkap";Kode\nA;1\n"B, C";2\n')
    assert table.header == ["Nama, lengkap", "Kode"]
    assert table.rows[1].values == ["B, C", "2"]


def test_many_semicolons_inside_quotes_do_not_hide_a_comma():
    assert read_csv(b'a,b\n"1;2;3;4",x\n"5;6;7;8",y\n').delimiter == ","


def test_one_column_needs_no_delimiter():
    table = read_csv(b"Nama\nUPS A\nUPS B\n")
    assert [row.values for row in table.rows] == [["UPS A"], ["UPS B"]]


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"', " sep=;", "sep=; ", '"sep=;" ', "sep=;\t"])
def test_a_separator_line_sets_the_delimiter_and_counts_as_a_line(line):
    table = read_csv(f"{line}\r\na;b\r\n1;2\r\n".encode())
    assert (table.header, table.rows) == (["a", "b"], [CsvRow(3, ["1", "2"])])


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_numbers_are_those_of_the_file(newline):
    text = newline.join(["a,b", '"satu', 'dua",x', "", "tiga,y", ""])
    rows = read_csv(text.encode()).rows
    assert [(row.line, row.values[1]) for row in rows] == [(2, "x"), (5, "y")]


def test_quotes_inside_cells_are_read():
    assert values('a,b\n"monitor 24""",x\n24" layar,y\n') == [['monitor 24"', "x"], ['24" layar', "y"]]


def test_outer_whitespace_and_blank_lines_are_ignored():
    assert values(" a , b \n 1 ,\xa02 \n,\n\n3,4") == [["1", "2"], ["3", "4"]]


def test_empty_columns_at_the_end_are_dropped():
    table = read_csv(b"a,b,,\n1,2,,\n3,,,\n4,5\n")
    assert table.header == ["a", "b"]
    assert [row.values for row in table.rows] == [["1", "2"], ["3", ""], ["4", "5"]]


def test_a_header_alone_is_a_table_without_rows():
    assert read_csv(b"a,b\n").rows == []


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b" , \n"])
def test_an_empty_file_is_rejected(data):
    assert "kosong" in problems(data)[0].message


def test_a_duplicate_column_name_is_rejected_with_both_positions():
    [problem] = problems("Nama,Kode,nama\n1,2,3\n")
    assert problem.column == "nama"
    assert "ke-1 dan ke-3" in problem.message


def test_a_column_without_a_name_is_rejected():
    assert "kolom ke-2 tidak bernama" in problems("a,,c\n1,2,3\n")[0].message


def test_rows_of_wrong_width_are_reported_with_their_lines():
    found = problems('a,b,c\n1,2,3\n1,2\n"x\ny",2,3\n1,2,3,4\n')
    assert [problem.line for problem in found] == [3, 6]
    assert "ada 2 kolom, seharusnya 3" in found[0].message
    assert str(found[1]) == "Baris 6: ada 4 kolom, seharusnya 3 seperti pada baris judul."


def test_an_unclosed_quote_is_reported_at_its_line():
    [problem] = problems('a,b\n1,2\n"3,4\n5,6\n7,8\n')
    assert problem.line == 3
    assert "tidak pernah ditutup" in problem.message


def test_text_after_a_closing_quote_is_rejected():
    [problem] = problems('a,b\n"24" monitor",x\n')
    assert (problem.line, "dua kali" in problem.message) == (2, True)


def test_problems_before_an_unreadable_line_are_reported():
    assert [problem.line for problem in problems('a,b\n1\n"2,3\n')] == [2, 3]


def test_a_file_that_is_too_large_is_rejected_before_decoding():
    [problem] = problems(b"\x00" * 3000, size=2048)
    assert problem == CsvProblem(0, "", "Berkas terlalu besar; paling besar 2 KB.")


def test_too_many_rows_are_rejected_at_the_first_excess_row():
    [problem] = problems("a,b\n" + "1,2\n" * 4, rows=3)
    assert (problem.line, "lebih dari 3 baris" in problem.message) == (5, True)


def test_too_many_columns_are_rejected():
    assert "ada 4 kolom; paling banyak 3" in problems("a,b,c,d\n", columns=3)[0].message


def test_a_cell_that_is_too_long_is_reported_with_its_column():
    [problem] = problems("a,b\n1,22222\n", cell=4)
    assert str(problem) == "Baris 2, kolom b: isi sel terlalu panjang; paling banyak 4 karakter."


def test_a_cell_beyond_the_limit_of_the_csv_module_is_reported():
    assert problems("a,b\n1," + "x" * 200_000 + "\n")


def test_at_most_a_hundred_problems_are_reported():
    assert len(problems("a,b\n" + "1\n" * 500)) == 100


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", "lembar kerja"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "lembar kerja"),
        (b"%PDF-1.7\n", "gambar atau PDF"),
        (b"\x89PNG\r\n\x1a\n", "gambar atau PDF"),
        (b"a,b\n1,\x002\n", "baris 2 memuat karakter"),
        (SAMPLE.encode("utf-16-le"), "bukan berkas teks"),
        (bytes(range(256)), "bukan berkas teks"),
        (b"\xef\xbb\xbfa,b\n\xff,2\n", "isinya rusak"),
        (b"\xff\xfea", "isinya rusak"),
    ],
)
def test_files_that_are_not_text_are_rejected_with_their_format(data, complaint):
    [problem] = problems(data)
    assert complaint in problem.message
    assert problem.line == 0


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=20), st.sampled_from(",;\t"))
def test_output_of_csv_writer_is_read_unchanged(rows, delimiter):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["kode", "nama", "catatan"], *rows])
    assert [row.values for row in read_csv(out.getvalue().encode()).rows] == rows


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400) | st.text(alphabet='ab,;"\n\r\t', max_size=60).map(str.encode))
def test_arbitrary_bytes_never_raise_another_error(data):
    try:
        table = read_csv(data)
    except UnreadableCsvError as refusal:
        assert refusal.problems and all(problem.message for problem in refusal.problems)
    else:
        assert all(len(row.values) == len(table.header) for row in table.rows)


def test_ten_thousand_lines_are_read_in_well_under_a_second():
    row = "UPS-{0},APC Smart-UPS,SN{0},Gedung CRCS,Ruang Server,aktif,2027-01-01,tinggi\n"
    data = ("a,b,c,d,e,f,g,h\n" + "".join(row.format(n) for n in range(10_000))).encode()
    start = time.process_time()
    assert len(read_csv(data).rows) == 10_000
    assert time.process_time() - start < 1
