"""`python -m reports.signing.signing_process`: sign or verify one PDF in a separate process.

Reads a request as one line of JSON, followed by a PDF, from standard input. Writes one line of JSON to standard output,
followed by the signed PDF for the action `sign_pdf`.

Uses neither Django nor the database, and runs under memory and time limits. The password of the key is passed only on
standard input: never in arguments, the environment or a log.

pyHanko is large, so only the functions that use it import it.
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
from reports.signing.certificate import UnusableCertificate, certificate_subject, load_certificate

Json = dict[str, Any]


def check_certificate(request: Json, _pdf: bytes) -> tuple[Json, bytes]:
    """Return subject, fingerprint, end date and roots of the certificate."""
    certificate = asdict(_load_certificate(request))
    return {**certificate, "until": certificate["until"].isoformat()}, b""


def sign_pdf(request: Json, pdf: bytes) -> tuple[Json, bytes]:
    """Append a signature in the field `request["field"]`; invisible, so that the file stays PDF/A and PDF/UA."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign import fields, signers

    certificate = _load_certificate(request)
    signer = signers.SimpleSigner.load_pkcs12_data(
        Path(request["certificate"]).read_bytes(), other_certs=[], passphrase=request["password"].encode()
    )
    if signer is None:
        raise UnusableCertificate("broken")
    invisible = fields.InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    spec = fields.SigFieldSpec(
        request["field"], invis_sig_settings=invisible, readable_field_name=f"Tanda tangan {request['name']}"
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    fields.append_signature_field(writer, spec)
    meta = signers.PdfSignatureMetadata(
        field_name=request["field"],
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        name=request["name"],
        reason=request["reason"],
        location=request["location"],
    )
    out = io.BytesIO()
    signers.PdfSigner(meta, signer=signer).sign_pdf(writer, output=out)
    signed = out.getvalue()
    last = PdfFileReader(io.BytesIO(signed)).embedded_signatures[-1]
    response = {
        "subject": certificate.subject,
        "fingerprint": certificate.fingerprint,
        "at": _signing_time(last).isoformat(),
    }
    return response, signed


def verify_pdf(request: Json, pdf: bytes) -> tuple[Json, bytes]:
    """Verify all signatures of the file in order. The response has `unreadable` when the PDF cannot be parsed."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    roots = [*request["trust"], *(_load_certificate(request).roots if request["certificate"] else [])]
    try:
        embedded = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        signatures = [_verify_signature(each, roots) for each in embedded]
    except Exception as error:  # a broken file may raise any exception in the library
        return {"unreadable": f"{type(error).__name__}: {error}"[:300], "signatures": []}, b""
    return {
        "signatures": signatures,
        "whole": bool(signatures) and signatures[-1]["covers"] == "ENTIRE_FILE",
    }, b""


def _verify_signature(embedded: Any, roots: list[str]) -> Json:
    """Verify one signature at its stated time, so that it stays valid after its certificate has expired.

    Bytes added after the signature are not checked here; `whole` reports whether the last signature covers the file.
    """
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(
        trust_roots=[_load_pem(pem) for pem in roots], moment=_signing_time(embedded), allow_fetching=False
    )
    status = validate_pdf_signature(embedded, context, skip_diff=True)
    signature = embedded.sig_object
    return {
        "field": embedded.field_name,
        "name": str(signature.get("/Name", "")),
        "reason": str(signature.get("/Reason", "")),
        "at": _signing_time(embedded).isoformat(),
        "subject": certificate_subject(status.signing_cert.dump()),
        "fingerprint": status.signing_cert.sha256.hex(),
        "intact": bool(status.intact),
        "valid": bool(status.valid),
        "trusted": bool(status.trusted),
        "covers": status.coverage.name if status.coverage else "",
    }


def _load_pem(pem: str) -> Any:
    from pyhanko.keys import load_certs_from_pemder_data

    return next(iter(load_certs_from_pemder_data(pem.encode())))


def _signing_time(embedded: Any) -> datetime:
    at: datetime = embedded.self_reported_timestamp
    return at


def _load_certificate(request: Json) -> Any:
    return load_certificate(Path(request["certificate"]).read_bytes(), request["password"])


ACTIONS = {"check_certificate": check_certificate, "sign_pdf": sign_pdf, "verify_pdf": verify_pdf}


def main() -> int:
    request = json.loads(sys.stdin.buffer.readline())
    set_resource_limits(request["memory_mb"], request["seconds"])
    try:
        response, pdf = ACTIONS[request["action"]](request, sys.stdin.buffer.read())
    except UnusableCertificate as unusable:
        response, pdf = {"unusable": unusable.args[0]}, b""
    except OSError as error:
        response, pdf = {"unusable": "unreadable", "because": str(error.strerror)}, b""
    sys.stdout.buffer.write(json.dumps(response).encode() + b"\n" + pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
