"""`python -m reports.signing.signing_process`: signs or examines one PDF in a process of its own.

Reads a job as one line of JSON and then a PDF on standard input. Writes one line of JSON on standard output, and after
it the signed PDF if the job was to sign.

Knows neither Django nor the database, and has limits of memory and time. The password of the key comes on standard
input alone: never among the arguments, in the environment or in a log.
"""

from __future__ import annotations

import io
import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from core.pdf.render_process import set_resource_limits
from reports.signing.certificate import Unusable, opened, subject_of

Json = dict[str, Any]


def look(job: Json, _pdf: bytes) -> tuple[Json, bytes]:
    """Which certificate it is, and whether it can sign today."""
    found = asdict(_opened(job))
    return {**found, "until": found["until"].isoformat()}, b""


def sign(job: Json, pdf: bytes) -> tuple[Json, bytes]:
    """One more signature in `job["field"]`, added behind the file as it is; invisible, so that PDF/A and UA hold."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign import fields, signers

    certificate = _opened(job)
    signer = signers.SimpleSigner.load_pkcs12_data(
        Path(job["certificate"]).read_bytes(), other_certs=[], passphrase=job["password"].encode()
    )
    if signer is None:
        raise Unusable("broken")
    outside = fields.InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    spec = fields.SigFieldSpec(
        job["field"], invis_sig_settings=outside, readable_field_name=f"Tanda tangan {job['name']}"
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    fields.append_signature_field(writer, spec)
    meta = signers.PdfSignatureMetadata(
        field_name=job["field"],
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        name=job["name"],
        reason=job["reason"],
        location=job["location"],
    )
    out = io.BytesIO()
    signers.PdfSigner(meta, signer=signer).sign_pdf(writer, output=out)
    signed = out.getvalue()
    last = PdfFileReader(io.BytesIO(signed)).embedded_signatures[-1]
    answer = {
        "subject": certificate.subject,
        "fingerprint": certificate.fingerprint,
        "at": _reported(last).isoformat(),
    }
    return answer, signed


def examine(job: Json, pdf: bytes) -> tuple[Json, bytes]:
    """Every signature of the file, in order; `unreadable` when it is no PDF that could be followed to its end."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    roots = [*job["trust"], *(_opened(job).roots if job["certificate"] else [])]
    try:
        embedded = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        found = [_examined(each, roots) for each in embedded]
    except Exception as error:  # a broken file may break the library anywhere
        return {"unreadable": f"{type(error).__name__}: {error}"[:300], "signatures": []}, b""
    return {"signatures": found, "whole": bool(found) and found[-1]["covers"] == "ENTIRE_FILE"}, b""


def _examined(embedded: Any, roots: list[str]) -> Json:
    """At the time that the signature states: of a certificate that ended since, it stays what it was.

    What was added to the file afterwards is not judged here, but by the signature that covers it (`whole`).
    """
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(
        trust_roots=[_certificate(pem) for pem in roots], moment=_reported(embedded), allow_fetching=False
    )
    status = validate_pdf_signature(embedded, context, skip_diff=True)
    said = embedded.sig_object
    return {
        "field": embedded.field_name,
        "name": str(said.get("/Name", "")),
        "reason": str(said.get("/Reason", "")),
        "at": _reported(embedded).isoformat(),
        "subject": subject_of(status.signing_cert.dump()),
        "fingerprint": status.signing_cert.sha256.hex(),
        "intact": bool(status.intact),
        "valid": bool(status.valid),
        "trusted": bool(status.trusted),
        "covers": status.coverage.name if status.coverage else "",
    }


def _certificate(pem: str) -> Any:
    from pyhanko.keys import load_certs_from_pemder_data

    return next(iter(load_certs_from_pemder_data(pem.encode())))


def _reported(embedded: Any) -> datetime:
    at: datetime = embedded.self_reported_timestamp
    return at


def _opened(job: Json) -> Any:
    return opened(Path(job["certificate"]).read_bytes(), job["password"])


ACTS = {"look": look, "sign": sign, "examine": examine}


def main() -> int:
    job = json.loads(sys.stdin.buffer.readline())
    set_resource_limits(job["memory_mb"], job["seconds"])
    try:
        answer, pdf = ACTS[job["act"]](job, sys.stdin.buffer.read())
    except Unusable as unusable:
        answer, pdf = {"unusable": unusable.args[0]}, b""
    except OSError as error:
        answer, pdf = {"unusable": "unreadable", "because": str(error.strerror)}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
