"""Word and PDF files made to take the machine are refused, with memory and time to spare."""

import io
import json
import os
import resource
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from docx.oxml.ns import nsdecls

from index import confined, document, pdf
from index.document import silent
from index.errors import PlanError
from index.reading import load_plan, read_document
from tests.documents import write_docx

REPOSITORY = Path(__file__).parents[1]
GOOD = write_docx(["计划", "1.建公园。", "2.建学校。"])


def with_parts(parts: dict[str, bytes]) -> bytes:
    """A Word file with parts replaced or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(info.filename, old.read(info), zipfile.ZIP_DEFLATED)
        for name, content in parts.items():
            new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def with_body(body: str, doctype: str = "") -> bytes:
    xml = f"{doctype}<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>"
    return with_parts({"word/document.xml": xml.encode()})


def merged_down(rows: int) -> str:
    """A table whose one long cell is merged over all rows."""
    text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    cell = f"<w:tr><w:tc><w:tcPr><w:vMerge {{}}/></w:tcPr>{text}</w:tc></w:tr>"
    first = cell.format("w:val='restart'", "字" * 10_000)
    return f"<w:tbl>{first}{cell.format('', '') * rows}</w:tbl>"


def lying(part: str, size: int) -> bytes:
    """A Word file whose directory says that a part of 60 MB has `size` bytes."""
    bomb = bytearray(with_parts({part: b"<x>" + b" " * (60 * 2**20)}))
    at = bomb.rfind(b"PK\x01\x02", 0, bomb.rfind(part.encode()))
    bomb[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(bomb)


BOMBS = {
    "many parts": with_parts({f"word/media/{n}.png": b"" for n in range(5001)}),
    "a part that is no XML by its name": with_parts({"word/media/a.png": b" " * (51 * 2**20)}),
    "many large parts": with_parts({f"word/{n}.bin": b" " * (45 * 2**20) for n in range(5)}),
    "short tags": with_body("<a/>" * 4_100_000),
    "a merged cell": with_body(merged_down(3000)),
    "a wide merged cell": with_body(
        "<w:tbl><w:tr>"
        + f"<w:tc><w:tcPr><w:gridSpan w:val='63'/></w:tcPr><w:p><w:r><w:t>{'字' * 300_000}"
        "</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc>" * 20 + "</w:tr></w:tbl>"
    ),
    "a size that is a lie": lying("word/document.xml", 100),
    "a picture's size that is a lie": lying("word/media/a.png", 0),
}  # fmt: skip


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


# Reads a file in a process of its own and tells why it was refused and how many MB the process
# itself grew and its child took. In this test's process the kernel's figures are also those of
# larger children; its own high-water mark (VmHWM), unlike getrusage's, does not outlive an exec.
MEASURED = """
import json, resource, sys
from pathlib import Path
from index.errors import PlanError
from index.reading import read_document
def peak():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) // 1024
before = peak()
try:
    read_document(sys.stdin.buffer.read(), "炸弹")
except PlanError as error:
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(json.dumps([error.message, peak() - before, child]))
"""


@pytest.mark.parametrize("name", [name for name in BOMBS if name != "a wide merged cell"])
def test_a_word_file_that_unpacks_too_far_is_refused(name):
    before, started = peak(), time.monotonic()
    with pytest.raises(PlanError, match=r"超出了限度|没有读取|已损坏"):
        read_document(BOMBS[name], "炸弹")
    assert peak() - before < 400
    assert time.monotonic() - started < 10


def test_a_cell_merged_over_columns_is_written_once():
    text = read_document(BOMBS["a wide merged cell"], "x").text
    assert len(text) < 7_000_000


def test_a_word_file_inside_a_word_file_is_not_unpacked():
    inner = with_parts({"word/media/a.bin": b" " * (49 * 2**20)})
    nested = with_parts({f"word/embeddings/{n}.docx": inner for n in range(50)})
    assert "建公园" in read_document(nested, "x").text


def test_names_that_lead_out_of_the_file_write_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = with_parts({"../../escaped.txt": b"x", "/tmp/../escaped.txt": b"x"})
    assert "建公园" in read_document(data, "x").text
    assert list(tmp_path.iterdir()) == [] and not (tmp_path.parent / "escaped.txt").exists()


def test_a_word_file_with_a_password_on_its_parts_is_told():
    data = bytearray(GOOD)
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(magic, at + 4)
    with pytest.raises(PlanError, match="设有密码"):
        read_document(bytes(data), "x")


def test_entities_of_a_word_file_reach_no_file_and_no_server(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密")
    for target in (secret.as_uri(), "http://192.0.2.1:9/x"):
        doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{target}"><!ENTITY % p SYSTEM "{target}"> %p;]>'
        body = "<w:p><w:r><w:t>1.建公园&e;。</w:t></w:r></w:p>"
        try:
            text = read_document(with_body(body, doctype), "x").text
        except PlanError:
            continue
        assert "秘密" not in text


def test_a_text_too_long_to_be_a_plan_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(document, "_LONGEST_TEXT", 1000)
    path = tmp_path / "计划.txt"
    path.write_text("计划\n1." + "字" * 1000, encoding="utf-8")
    with pytest.raises(PlanError, match="文字超过"):
        load_plan(path)


# PDF


def a_pdf(content: bytes, filters: str = "/FlateDecode", pages: int = 1) -> bytes:
    """A PDF whose pages all draw the same content stream."""
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R/Resources<<"
        b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
    )
    kids = b" ".join(b"%d 0 R" % number for number in range(4, 4 + pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Length %d/Filter[%s]>>\nstream\n%s\nendstream"
        % (len(content), filters.encode(), content),
        *[page] * pages,
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out + b"xref\n0 %d\n0000000000 65535 f \n" % (pages + 4) + table +
        b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (pages + 4, len(out))
    )  # fmt: skip


TEXT = zlib.compress(b"BT /F 12 Tf 50 700 Td (1. Build a park.) Tj ET")


def test_a_pdf_is_the_same_document_from_its_own_process():
    told: list[tuple[str, int, int]] = []
    data = a_pdf(TEXT)
    read = confined.read_pdf(data, "x.pdf", lambda *done: told.append(done))
    assert read == pdf.read_pdf(data, "x.pdf", silent)
    assert "Build a park" in read.text
    assert told == [("读取 PDF", 1, 1)]


def test_a_pdf_that_unpacks_to_gigabytes_ends_with_its_own_process():
    once = zlib.compressobj(9)
    head = once.compress(b" " * 2**24) + once.flush(zlib.Z_FULL_FLUSH)
    block = once.compress(b" " * 2**24) + once.flush(zlib.Z_FULL_FLUSH)
    packed = head + block * 255  # 4 GB
    bomb = a_pdf(zlib.compress(packed, 9), "/FlateDecode/FlateDecode")
    assert len(bomb) < 50_000
    told = subprocess.run(
        [sys.executable, "-c", MEASURED],
        input=bomb,
        capture_output=True,
        cwd=REPOSITORY,
        check=True,
    )
    message, grown, child = json.loads(told.stdout)
    assert "“炸弹”" in message
    assert grown < 100 and child < confined._MEMORY // 2**20 * 1.2


def test_a_pdf_that_makes_no_headway_is_stopped(monkeypatch):
    monkeypatch.setattr(confined, "_SECONDS_A_PAGE", 1.5)
    endless = zlib.compress(b"0 0 10 10 re f\n" * 300_000, 9)
    started = time.monotonic()
    with pytest.raises(PlanError, match="超出了内存或时间的限度"):
        read_document(a_pdf(endless), "x")
    assert time.monotonic() - started < 10


def test_a_pdf_of_too_many_pages_is_refused():
    with pytest.raises(PlanError, match="2001 页，超过 2000 页"):
        read_document(a_pdf(TEXT, pages=2001), "x")


def test_no_process_is_left_when_reading_is_interrupted():
    def interrupt(what: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        confined.read_pdf(a_pdf(TEXT, pages=500), "x", interrupt)
    running = [path for path in Path("/proc").glob("[0-9]*/cmdline") if _is_ours(path)]
    assert running == []


def _is_ours(path: Path) -> bool:
    try:
        parent = (path.parent / "stat").read_text().rpartition(")")[2].split()[1]
        return b"index.confined" in path.read_bytes() and int(parent) == os.getpid()
    except OSError:
        return False
