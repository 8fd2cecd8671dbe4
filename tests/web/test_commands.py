"""The commands of the shell, run as the command line runs them, on the database of the test."""

import pytest

from possible.cli.main import main
from possible_web.keeping.places import found
from possible_web.project import configuration
from possible_web.records.models import Activation, Technician


@pytest.fixture
def said(db, capsys):
    """Return a runner: exit code, output, errors."""
    configuration.prepared_data_folder()

    def run(*words):
        code = main([*words, "--lang", "en"])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_publish_refuses_errors_records_a_reason_and_goes_back(said):
    assert said("publish") == (
        2,
        "",
        "possible: Say which charter, or `--roll-back`.\n  try: possible publish charters/cest-possible\n",
    )
    code, out, _ = said("publish", "charters/as-it-was")
    assert (code, out.splitlines()[-1][:22], Activation.objects.count()) == (1, "Nothing was published.", 0)
    code, out, _ = said("publish", "charters/as-it-was", "--override", "To show what was.", "--by", "Nadia")
    assert (code, out.splitlines()[1]) == (0, "Published against `check`: To show what was.")
    row = Activation.objects.get()
    assert (row.who, row.charter.override) == ("Nadia", "To show what was.")
    assert (len(row.charter.errors), row.charter.counts["error"]) == (len(row.charter.errors),) * 2
    assert len(row.charter.errors) > 50
    assert said("publish", "--roll-back")[2] == "possible: There is no charter to go back to.\n"
    assert said("publish", "charters/cest-possible")[0] == 0
    assert said("publish", "--roll-back")[1].startswith("In force: Pamplemousse Télécom")
    assert said("publish", "no/such/folder")[0] == 2


def test_backup_does_not_write_over_a_file_unless_told_to(said, tmp_path):
    file = str(tmp_path / "file")
    assert said("backup", file) == (0, f"{file}: rows: 0\n", "")
    assert said("backup", file) == (
        2,
        "",
        f"possible: `{file}` is there already.\n  try: `--replace` writes over it\n",
    )
    assert said("backup", file, "--replace")[0] == 0
    assert said("restore", file) == (0, f"{file}: rows: 0\n", "")
    assert said("restore", str(tmp_path / "none"))[0] == 2


def test_doctor_tells_what_is_not_well_and_what_to_do(said):
    code, out, _ = said("doctor")
    assert (code, out.count("\nwell"), "LOOK" in out) == (0, 7, False)
    file = configuration.data_folder() / configuration.SECRET
    file.chmod(0o644)
    code, out, _ = said("doctor")
    file.chmod(0o600)
    assert code == 1
    assert f"LOOK   Others can read the secret key.\n       try: chmod 600 {file}\n" in out


def test_staff_are_added_once_and_get_a_link(said):
    words = (
        "staff",
        "ines@x.example",
        "--name",
        "Inès",
        "--role",
        "lead",
        "--team",
        "tv",
        "--language",
        "fr",
    )
    code, out, _ = said(*words)
    assert (code, out.splitlines()[0]) == (0, "Inès works here now. First sign-in, once and within an hour:")
    assert out.splitlines()[1].startswith("http://localhost:8000/account/link/")
    assert said(*words)[2] == "possible: The name `ines` is taken.\n"
    assert said("staff", "INES@x.example", "--name", "Max")[2] == (
        "possible: `INES@x.example` works here already.\n"
    )


def test_a_technician_has_a_home_in_a_known_place_and_doctor_warns_while_nobody_goes_out(said, charter):
    code, out, _ = said("doctor")
    assert code == 1
    assert "LOOK   Nobody goes out for technicians: no window of a visit can be had.\n" in out
    tom = ("staff", "tom@x.example", "--name", "Tom", "--team", "technicians", "--language", "en")
    lives = ("--home", "31 avenue Victor-Cresson, 92130 Issy")
    assert said(*tom, *lives)[2] == "possible: Only a technician has a home to start from.\n"
    nowhere = said(*tom, "--role", "technician", "--home", "1 Main Street, 99999 Nowhere")[2]
    assert nowhere.startswith("possible: We do not know yet where the postcode 99999 is.\n")
    assert said(*tom, "--role", "technician", *lives)[0] == 0
    row = Technician.objects.get(staff__name="tom")
    assert (row.address, row.north, row.east) == (lives[1], *found("92130", "31 avenue Victor-Cresson"))
    code, out, _ = said("doctor")
    assert (code, "well   Technicians of technicians: 1\n" in out) == (0, True)


def test_the_secret_key_is_made_once_and_for_us_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("POSSIBLE_DATA_DIR", str(tmp_path / "new"))
    assert configuration.secret_key() != configuration.secret_key()  # there is no folder to keep it in
    folder = configuration.prepared_data_folder()
    first = configuration.secret_key()
    assert (configuration.prepared_data_folder(), configuration.secret_key()) == (folder, first)
    assert len(first) == 64
    assert [(folder / "secret-key").stat().st_mode & 0o777, folder.stat().st_mode & 0o777] == [0o600, 0o700]


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("POSSIBLE_PORT", "http", "POSSIBLE_PORT` is a whole number; it says `http`"),
        ("POSSIBLE_PORT", "0", "is a whole number"),
        ("POSSIBLE_DEVELOPMENT", "1", "`POSSIBLE_DEVELOPMENT` is `yes` or `no`; it says `1`"),
        ("DATABASE_URL", "mysql://x/y", "a database that is not known here: `mysql`"),
        ("POSSIBLE_SMTP_URL", "mail.example.org", "is no address of a mail server"),
    ],
)
def test_a_setting_that_cannot_be_is_said(monkeypatch, name, text, complaint):
    monkeypatch.setenv(name, text)
    asks = {
        "POSSIBLE_PORT": lambda: configuration.whole("POSSIBLE_PORT"),
        "POSSIBLE_DEVELOPMENT": lambda: configuration.switched_on("POSSIBLE_DEVELOPMENT"),
        "DATABASE_URL": configuration.database,
        "POSSIBLE_SMTP_URL": configuration.smtp,
    }
    with pytest.raises(ValueError, match=complaint):
        asks[name]()


def test_addresses_of_database_and_mail_are_read(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:p%40ss@db.example:5433/care?sslmode=require")
    found = configuration.database()
    assert [found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")] == [
        "care",
        "me",
        "p@ss",
        "db.example",
        "5433",
        {"sslmode": "require"},
    ]
    monkeypatch.setenv("POSSIBLE_SMTP_URL", "smtps://me:p%40ss@mail.example")
    found = configuration.smtp()
    assert (found["host"], found["port"], found["password"]) == ("mail.example", 465, "p@ss")
    assert (found["use_ssl"], found["use_tls"]) == (True, False)
