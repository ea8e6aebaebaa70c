"""Certificates: load the PKCS#12 file of the installation, and create one for tests and development.

Only the signing process and management commands import this module, because the cryptography library is large.
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
VALIDITY_DAYS = 5 * 365
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
TEST_AUTHORITY = "Siklus, otoritas sertifikat UJI"
TEST_SIGNER = "Siklus, sertifikat UJI (bukan untuk dokumen resmi)"


class UnusableCertificate(Exception):
    """The certificate cannot sign: `args[0]` is one of `broken`, `no_key`, `not_yet`, `expired`."""


@dataclass(frozen=True)
class CertificateInfo:
    """A certificate that can sign today. `fingerprint` is SHA-256; `roots` are the roots of its chain as PEM."""

    subject: str
    fingerprint: str
    until: datetime
    roots: list[str]


def load_certificate(archive: bytes, password: str) -> CertificateInfo:
    """Load a PKCS#12 archive. Raises `UnusableCertificate` when it cannot sign today."""
    try:
        loaded = pkcs12.load_pkcs12(archive, password.encode())
    except ValueError as error:
        raise UnusableCertificate("broken") from error
    if loaded.key is None or loaded.cert is None:
        raise UnusableCertificate("no_key")
    leaf, now = loaded.cert.certificate, datetime.now(UTC)
    if now < leaf.not_valid_before_utc:
        raise UnusableCertificate("not_yet")
    if now > leaf.not_valid_after_utc:
        raise UnusableCertificate("expired")
    chain = [leaf, *(each.certificate for each in loaded.additional_certs)]
    return CertificateInfo(
        subject=leaf.subject.rfc4514_string(),
        fingerprint=leaf.fingerprint(hashes.SHA256()).hex(),
        until=leaf.not_valid_after_utc,
        roots=[_pem(each) for each in chain if each.issuer == each.subject],
    )


def certificate_subject(certificate: bytes) -> str:
    """Return the subject of a DER certificate as an RFC 4514 string."""
    return x509.load_der_x509_certificate(certificate).subject.rfc4514_string()


def make_test_certificate(organization: str, password: str) -> bytes:
    """Return a PKCS#12 archive with a new key and its test authority. The subject names say that they are for tests."""
    authority_key, signer_key = _generate_key(), _generate_key()
    authority_name, signer_name = (
        _subject_name(TEST_AUTHORITY, organization),
        _subject_name(TEST_SIGNER, organization),
    )
    authority = (
        _builder(authority_name, authority_name, authority_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(for_authority=True), critical=True)
        .sign(authority_key, hashes.SHA256())
    )
    signer = (
        _builder(signer_name, authority_name, signer_key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(for_authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False
        )
        .sign(authority_key, hashes.SHA256())
    )
    encryption = BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(b"siklus", signer_key, signer, [authority], encryption)


def _generate_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def _subject_name(common: str, organization: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _builder(subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=VALIDITY_DAYS))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _key_usage(*, for_authority: bool) -> x509.KeyUsage:
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
