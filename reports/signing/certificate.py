"""Certificates: opens the installation's PKCS#12, and makes one for tests and development.

Imported by processes that sign or by commands, never by a web worker: the library is large.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID, ObjectIdentifier

KEY_BITS = 3072
DAYS = 5 * 365
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
TEST_AUTHORITY = "Siklus, otoritas sertifikat UJI"
TEST_SIGNER = "Siklus, sertifikat UJI (bukan untuk dokumen resmi)"


class Unusable(Exception):
    """The certificate cannot sign: `args[0]` is one of `broken`, `no_key`, `not_yet`, `expired`."""


@dataclass(frozen=True)
class Opened:
    """`subject` and `fingerprint` (SHA-256) say which certificate it is; `roots` are what it hangs from, as PEM."""

    subject: str
    fingerprint: str
    until: datetime
    roots: list[str]


def opened(archive: bytes, password: str) -> Opened:
    """Raises `Unusable` when this PKCS#12 with this password cannot sign today."""
    try:
        found = pkcs12.load_pkcs12(archive, password.encode())
    except ValueError as error:
        raise Unusable("broken") from error
    if found.key is None or found.cert is None:
        raise Unusable("no_key")
    leaf, now = found.cert.certificate, datetime.now(UTC)
    if now < leaf.not_valid_before_utc:
        raise Unusable("not_yet")
    if now > leaf.not_valid_after_utc:
        raise Unusable("expired")
    chain = [leaf, *(each.certificate for each in found.additional_certs)]
    return Opened(
        subject=leaf.subject.rfc4514_string(),
        fingerprint=leaf.fingerprint(hashes.SHA256()).hex(),
        until=leaf.not_valid_after_utc,
        roots=[_pem(each) for each in chain if each.issuer == each.subject],
    )


def subject_of(certificate: bytes) -> str:
    """Of a certificate as DER."""
    return x509.load_der_x509_certificate(certificate).subject.rfc4514_string()


def archive_for_testing(organization: str, password: str) -> bytes:
    """A PKCS#12 with a fresh key, the test authority that vouches for it, and names that say that it is a test."""
    authority_key, signer_key = _key(), _key()
    authority_name, signer_name = _name(TEST_AUTHORITY, organization), _name(TEST_SIGNER, organization)
    authority = (
        _begun(authority_name, authority_name, authority_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(for_authority=True), critical=True)
        .sign(authority_key, hashes.SHA256())
    )
    signer = (
        _begun(signer_name, authority_name, signer_key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(for_authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False
        )
        .sign(authority_key, hashes.SHA256())
    )
    locked = BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(b"siklus", signer_key, signer, [authority], locked)


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def _name(common: str, organization: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _begun(subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=DAYS))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, for_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not for_authority,
        content_commitment=not for_authority,
        key_cert_sign=for_authority,
        crl_sign=for_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()
