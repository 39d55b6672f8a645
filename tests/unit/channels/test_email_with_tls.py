"""Mail by STARTTLS and with a password: what arrives, what is said, and what is kept."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.channels.email import SmtpMailer
from bot.errors import DeliveryError
from tests.house import House

from .post import MAIL_TO_KARIN, PostOffice, kept, notices, waits

USER, PASSWORD = "max", "geheim"  # a password of nothing but this test


@dataclass(frozen=True)
class Certificate:
    """A certificate that this machine made for itself, and its key."""

    file: Path
    key: Path


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for 127.0.0.1 that nobody vouches for but itself."""
    folder = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begins = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=365 * 50))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, key_file = folder / "server.pem", folder / "server.key"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return Certificate(file, key_file)


@pytest.fixture
def _trusted(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this machine trust the certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.file))


def _right_password(
    server: SMTP,  # noqa: ARG001 - as the library calls it
    session: Session,  # noqa: ARG001 - as above
    envelope: Envelope,  # noqa: ARG001 - as above
    mechanism: str,  # noqa: ARG001 - as above
    given: object,
) -> AuthResult:
    right = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=given == right, handled=False)


@asynccontextmanager
async def served(
    office: PostOffice, certificate: Certificate, *, tls: bool = True
) -> AsyncIterator[int]:
    """Run a server that takes mail only after TLS and with the password; give its port."""
    loop = asyncio.get_running_loop()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate.file, certificate.key)

    def one() -> SMTP:
        return SMTP(
            office,
            loop=loop,
            tls_context=context if tls else None,
            require_starttls=tls,
            auth_required=tls,
            authenticator=_right_password,
        )

    server = await loop.create_server(one, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()


def mailer(port: int, password: str = PASSWORD) -> SmtpMailer:
    return SmtpMailer(f"smtp://{USER}:{password}@127.0.0.1:{port}", "max@example.nl")


async def why(mailer: SmtpMailer) -> str:
    """Return in which words sending fails."""
    with pytest.raises(DeliveryError) as failed:
        await mailer.send(MAIL_TO_KARIN)
    assert not failed.value.lasting
    return str(failed.value)


@pytest.mark.usefixtures("_trusted")
async def test_a_mail_goes_by_starttls_and_with_the_password(
    office: PostOffice, certificate: Certificate
) -> None:
    async with served(office, certificate) as port:
        await mailer(port).send(MAIL_TO_KARIN)
    [got] = office.got
    assert got["Subject"] == MAIL_TO_KARIN.subject


@pytest.mark.usefixtures("_trusted")
async def test_a_wrong_password_is_said_and_never_repeated(
    office: PostOffice, certificate: Certificate
) -> None:
    async with served(office, certificate) as port:
        said = await why(mailer(port, "verkeerd"))
    assert "it refused the user or the password (535); see MAXWW_SMTP" in said
    assert ("verkeerd" in said, office.got) == (False, [])


async def test_to_a_certificate_that_is_not_trusted_nothing_is_sent(
    office: PostOffice, certificate: Certificate
) -> None:
    async with served(office, certificate) as port:
        said = await why(mailer(port))
    assert "its certificate is not trusted (self-signed certificate)" in said
    assert office.got == []


async def test_to_another_machine_nothing_goes_without_tls(
    office: PostOffice, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.email.smtp.HERE", frozenset[str]())
    async with served(office, certificate, tls=False) as port:
        said = await why(mailer(port))
    assert "it offers no TLS, so nothing was sent" in said
    assert office.got == []


@pytest.mark.usefixtures("_trusted")
async def test_a_server_that_is_away_gets_the_mail_when_it_is_back(
    house: House, office: PostOffice, certificate: Certificate, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(office, certificate) as port:
        pass
    notice = waits(house)
    post = notices(house, mailer(port))
    for _ in range(2):
        await post.take_up()
        house.clock.at += timedelta(minutes=3)
    said = [each.message for each in caplog.records if "Mail waits" in each.message]
    assert (kept(house, notice), len(said)) == ("pending", 1)
    assert "nothing listens there" in said[0]
    async with served(office, certificate) as other:
        await notices(house, mailer(other)).take_up()
    assert kept(house, notice) == "sent"


@pytest.mark.usefixtures("_trusted")
async def test_a_mail_with_a_wrong_password_is_kept(
    house: House, office: PostOffice, certificate: Certificate
) -> None:
    notice = waits(house)
    async with served(office, certificate) as port:
        await notices(house, mailer(port, "verkeerd")).take_up()
    assert (kept(house, notice), office.got) == ("pending", [])
