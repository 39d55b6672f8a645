"""Settings come from the environment; what cannot be used is refused in one sentence."""

from pathlib import Path

import pytest

from bot.settings import ROOT, Settings, SettingsError


def test_everything_has_a_default() -> None:
    settings = Settings.from_environment({})
    assert settings.dialogues == ROOT / "dialogues"
    assert settings.database == f"sqlite:///{ROOT / 'var' / 'maxww.db'}"
    assert (settings.host, settings.port, settings.demo) == ("127.0.0.1", 8080, False)


def test_the_database_lies_with_the_data() -> None:
    settings = Settings.from_environment({"MAXWW_DATA": "/srv/max"})
    assert (settings.data, settings.database) == (Path("/srv/max"), "sqlite:////srv/max/maxww.db")


@pytest.mark.parametrize("value", ["yes", "1", "TRUE", "on"])
def test_a_switch_can_be_on(value: str) -> None:
    assert Settings.from_environment({"MAXWW_DEMO": value}).demo is True


@pytest.mark.parametrize("value", ["no", "0", "False", "off", ""])
def test_a_switch_can_be_off(value: str) -> None:
    assert Settings.from_environment({"MAXWW_DEMO": value}).demo is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAXWW_PORT", "65536"),
        ("MAXWW_PORT", "-1"),
        ("MAXWW_PORT", "web"),
        ("MAXWW_PORT", ""),
        ("MAXWW_DEMO", "maybe"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({name: value})


MAIL = {"MAXWW_MAIL_FROM": "max@example.nl", "MAXWW_URL": "https://max.example"}


@pytest.mark.parametrize(
    "server", ["mail.example:587", "http://mail.example", "smtp://", "smtp://u:geheim@host:x"]
)
def test_a_mail_server_that_is_none_is_refused_without_its_password(server: str) -> None:
    with pytest.raises(SettingsError, match="MAXWW_SMTP is not") as refused:
        Settings.from_environment({**MAIL, "MAXWW_SMTP": server})
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize("missing", sorted(MAIL))
def test_mail_needs_a_sender_and_where_its_links_lead(missing: str) -> None:
    given = {name: value for name, value in MAIL.items() if name != missing}
    with pytest.raises(SettingsError, match=missing):
        Settings.from_environment({**given, "MAXWW_SMTP": "smtp://mail.example"})


def test_settings_do_not_show_the_password_of_mail() -> None:
    settings = Settings.from_environment({**MAIL, "MAXWW_SMTP": "smtps://u:geheim@mail.example"})
    assert settings.smtp
    assert "geheim" not in repr(settings)
