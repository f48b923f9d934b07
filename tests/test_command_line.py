"""The command line as somebody at a shell meets it: whole processes, real input and output."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def als(*words: str, typed: str = "", folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """`als …` on a record in `folder`, with `typed` on its standard input."""
    environment = {
        **os.environ,
        "ALS_DATABASE_URL": f"sqlite:///{folder / 'record' / 'als.sqlite3'}",
        **settings,
    }
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(
        command,
        input=typed,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=60,
        check=False,
    )


def test_help_says_where_to_begin(tmp_path: Path) -> None:
    said = als("--help", folder=tmp_path).stdout
    assert "als demo" in said
    assert "console" in said


def test_questions_labels_each_line_and_gives_it_back(tmp_path: Path) -> None:
    said = als("questions", typed="What else?\nYou should talk to HR.\n", folder=tmp_path).stdout
    assert said == "open\tWhat else?\nadvice\tYou should talk to HR.\n"


def test_a_record_is_made_and_brought_up_to_date(tmp_path: Path) -> None:
    record = tmp_path / "record" / "als.sqlite3"
    made = als("migrate", folder=tmp_path)
    assert (made.returncode, made.stdout) == (0, f"There was no record {record} yet; it is made now.\n")
    assert als("migrate", folder=tmp_path).stdout == f"The record {record} is up to date.\n"
    assert (tmp_path / "record" / "als.key").stat().st_mode & 0o077 == 0


def test_one_person_can_play_everybody_at_the_console(tmp_path: Path) -> None:
    lines = (
        "@Eve",
        '/als new "Ward leaders" every 2 weeks on Tuesday 10:00',
        "/als invite @Ana @Ben @Chidi @Dora",
        "1",  # the first button shown since: Ana's [Accept], pressed as Ana
        "-- yesterday",
        "/als nonsense",
        "quit",
    )
    typed = "\n".join(lines)
    done = als("console", typed=typed + "\n", folder=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "(as Ana)" in done.stdout
    assert "no clock shows “yesterday”; tue 10:00, Tue 2 Mar 10:21 and +1d would do." in done.stdout
    assert "/als help shows what there is" in done.stdout


def test_a_transcript_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    done = als("console", "--play", "nowhere.chat", folder=tmp_path)
    assert (done.returncode, done.stderr) == (2, "There is no transcript nowhere.chat.\n")


def test_a_line_that_is_nobodys_is_shown(tmp_path: Path) -> None:
    script = tmp_path / "odd.chat"
    script.write_text("Ana: hello\n")
    done = als("console", "--play", str(script), folder=tmp_path)
    assert done.returncode == 2
    assert "Ana: hello" in done.stderr


def test_the_demo_performs_and_says_what_to_try_next(tmp_path: Path) -> None:
    done = als("demo", "--fast", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "als console" in done.stdout


def test_in_the_demo_what_is_said_tomorrow_stands_under_the_day_before(tmp_path: Path) -> None:
    said = als("demo", "--fast", folder=tmp_path).stdout
    before, _, _ = said.partition("meets tomorrow at 14:00")
    assert "Mon 15 Feb 09:00" in before
    assert "Tue 16 Feb 14:00" not in before


def test_where_the_clock_leaps_the_console_says_when_each_thing_was_said(tmp_path: Path) -> None:
    typed = (
        FOUNDED
        + "/als invite @Dora\n"
        + "".join(f"{name}> [Accept]\n" for name in PEOPLE)
        + "Eve> [Begin]\n-- +3w\n"
    )
    said = als("console", typed=typed, folder=tmp_path).stdout
    assert len(re.findall(r"(?m)^  \w{3} \d+ \w{3} \d\d:\d\d$", said)) > 2


def test_without_a_platform_the_bot_says_what_to_set(tmp_path: Path) -> None:
    ran = als("run", folder=tmp_path)
    assert ran.returncode == 2
    assert "SLACK_BOT_TOKEN" in ran.stderr


def test_the_manifest_that_is_printed_is_the_one_in_the_repository(tmp_path: Path) -> None:
    said = als("manifest", "--listening", "--create-channels", folder=tmp_path).stdout
    assert said == (ROOT / "docs" / "slack" / "manifest-all.json").read_text()
    assert (
        '"request_url": "https://als.example.org/slack/events"'
        in als("manifest", "--http", "https://als.example.org/", folder=tmp_path).stdout
    )


def test_the_doctor_names_what_is_missing_and_its_mend(tmp_path: Path) -> None:
    ran = als("doctor", folder=tmp_path)
    assert ran.returncode == 1
    assert "mend  No platform is configured.\n      Set SLACK_BOT_TOKEN or" in ran.stdout


def test_a_console_opened_again_answers_what_is_asked_now(tmp_path: Path) -> None:
    founded = (
        '@Eve\n/als new "Ward leaders" every 2 weeks on Tuesday 10:00\n/als invite @Ana @Ben @Chidi @Dora\n'
    )
    als("console", typed=founded, folder=tmp_path)
    again = als("console", typed="@Ana\n/als help present\n/als rota\n", folder=tmp_path).stdout
    assert "invitations are on their way" not in again
    assert "is being formed" not in again
    assert "You were playing “Ward leaders”, and go on with it. als console --new begins anew." in again


def test_the_console_leaves_the_record_of_the_bot_alone(tmp_path: Path) -> None:
    als("console", typed='/als new "Ward leaders" every 2 weeks on Tuesday 10:00\n', folder=tmp_path)
    kept = sorted(f.name for f in (tmp_path / "record").iterdir())
    assert kept == ["console.key", "console.sqlite3"]


def test_a_console_begun_anew_keeps_what_was_played_and_its_key(tmp_path: Path) -> None:
    als("console", typed='/als new "Ward leaders" every 2 weeks on Tuesday 10:00\n', folder=tmp_path)
    anew = als("console", "--new", typed="quit\n", folder=tmp_path)
    assert (anew.returncode, anew.stderr) == (0, "")
    assert "You were playing" not in anew.stdout
    (aside,) = (tmp_path / "record").glob("console.before-*.sqlite3")
    assert f"What was played is kept in {aside}." in anew.stdout
    again = als("console", "--record", f"sqlite:///{aside}", typed="quit\n", folder=tmp_path)
    assert "You were playing “Ward leaders”" in again.stdout
    assert als("console", "--new", "--record", f"sqlite:///{aside}", folder=tmp_path).returncode == 2


def test_on_a_new_machine_the_console_makes_its_folder(tmp_path: Path) -> None:
    done = als("console", typed="quit\n", folder=tmp_path, ALS_DATABASE_URL="", HOME=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    made = tmp_path / ".local" / "share" / "action-learning-sets"
    assert sorted(f.name for f in made.iterdir()) == ["console.key", "console.sqlite3"]


@pytest.mark.parametrize(
    "clock", ["tue 99:99", "Tue 8 Dec 25:00", "tue 30 Feb 10:00", "mon 9 Foo 10:00", "+99999999d", "10:00"]
)
def test_a_clock_line_that_means_nothing_is_said_so_and_the_console_goes_on(
    tmp_path: Path, clock: str
) -> None:
    done = als("console", typed=f"-- {clock}\n/als xyzzy\n", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no clock shows" in done.stdout
    assert "/als help shows what there is" in done.stdout


def test_months_may_be_typed_small_and_a_button_may_follow_a_name(tmp_path: Path) -> None:
    typed = '@Eve\n/als new "W" every 2 weeks on Tuesday 10:00\n/als invite @Ana\nAna> [Accept]\n-- tue 8 dec 2026 09:00\n'
    done = als("console", typed=typed, folder=tmp_path)
    assert "You are in “W”" in done.stdout
    assert "no clock shows" not in done.stdout


def test_a_place_that_is_not_there_yet_leaves_commands_alone(tmp_path: Path) -> None:
    done = als("console", typed=":turn\n/als help present\n", folder=tmp_path)
    assert "No turn has a thread yet" in done.stdout
    assert "Bring an issue" in done.stdout


PEOPLE = ("Ana", "Ben", "Chidi", "Dora")
FOUNDED = '@Eve\n/als new "W" every 2 weeks on Tuesday 10:00\n/als invite @Ana @Ben @Chidi\n'


def test_a_form_takes_no_line_that_is_meant_for_the_console(tmp_path: Path) -> None:
    meant = (":turn", "-- +7d", "@Eve", "Ben> hello", "/als agenda", "[Begin]")
    typed = FOUNDED + "/als set function\n" + "\n".join(meant) + "\n/cancel\n"
    said = als("console", typed=typed, folder=tmp_path).stdout
    assert said.count("This is a form's field; /cancel leaves the form.") == len(meant)
    assert "Left as it was." in said


def test_quit_leaves_the_console_from_inside_a_form(tmp_path: Path) -> None:
    done = als("console", typed=FOUNDED + "/als set function\nquit\n/als help present\n", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Bring an issue" not in done.stdout


def test_an_answer_that_begins_like_a_command_is_typed_after_a_backslash(tmp_path: Path) -> None:
    typed = FOUNDED + "Ana> [Accept]\n/als set function\n\\:turn over the wards\n/als set\n"
    said = als("console", typed=typed, folder=tmp_path).stdout
    assert ":turn over the wards" in said
    assert "form's field" not in said


def test_an_answer_that_could_not_be_taken_is_told_how_to_leave(tmp_path: Path) -> None:
    typed = "@Eve\n/als set new\n\n/cancel\n"
    said = als("console", typed=typed, folder=tmp_path).stdout
    assert "(/cancel leaves the form.)" in said


def test_a_number_or_a_place_that_is_not_there_is_answered(tmp_path: Path) -> None:
    said = als("console", typed="Ana> 99\n99\n:nowhere\n", folder=tmp_path).stdout
    assert said.count("No button has the number 99.") == 2
    assert "There is no place :nowhere; :turn, :room and :dm are the three." in said


def test_the_console_says_what_its_clock_shows_and_goes_forwards_only(tmp_path: Path) -> None:
    typed = "-- 2031-03-04 09:00\n-- 2031-03-03 09:00\n--\n"
    said = als("console", typed=typed, folder=tmp_path).stdout
    assert said.count("It is Tuesday 4 March 2031, 09:00") == 2
    assert "The clock goes forwards only." in said


def test_a_record_is_copied_put_back_looked_through_and_resealed_from_the_shell(
    tmp_path: Path,
) -> None:  # OP9
    als("migrate", folder=tmp_path)
    als(
        "console",
        "--record",
        f"sqlite:///{tmp_path / 'record' / 'als.sqlite3'}",
        typed='@Eve\n/als new "Ward leaders" every 2 weeks on Tuesday 10:00\nquit\n',
        folder=tmp_path,
    )
    copy = tmp_path / "copy.sqlite3"
    made = als("backup", str(copy), folder=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    assert f"the key is not in it: that is in {tmp_path / 'record' / 'als.key'}" in made.stdout
    assert als("backup", str(copy), folder=tmp_path).returncode == 2
    put = als("restore", str(copy), folder=tmp_path)
    assert (put.returncode, put.stderr) == (0, "")
    assert "kept in" in put.stdout
    looked = als("doctor", "--rebuild", folder=tmp_path)
    assert looked.returncode == 0
    assert f"Looking through the record {tmp_path / 'record' / 'als.sqlite3'}." in looked.stdout
    assert "every wake was right" in looked.stdout
    assert als("reseal", folder=tmp_path).stdout == "Everything is under the one key there is.\n"
    assert len(als("key", folder=tmp_path).stdout) == 45


def test_a_copy_is_put_back_on_a_new_machine(tmp_path: Path) -> None:
    key = als("key", folder=tmp_path).stdout.strip()
    als("migrate", folder=tmp_path, ALS_SECRET_KEYS=key)
    als("backup", str(tmp_path / "copy"), folder=tmp_path, ALS_SECRET_KEYS=key)
    new = {"ALS_DATABASE_URL": "", "HOME": str(tmp_path / "new"), "ALS_SECRET_KEYS": key}
    put = als("restore", str(tmp_path / "copy"), folder=tmp_path, **new)
    assert (put.returncode, put.stderr) == (0, "")
    made = tmp_path / "new" / ".local" / "share" / "action-learning-sets" / "als.sqlite3"
    assert f"{made} is now what {tmp_path / 'copy'} holds" in put.stdout
    nowhere = {"ALS_DATABASE_URL": f"sqlite:///{tmp_path}/nowhere/als.sqlite3", "ALS_SECRET_KEYS": key}
    put = als("restore", str(tmp_path / "copy"), folder=tmp_path, **nowhere)
    assert put.returncode == 2
    assert (
        put.stderr == f"There is no folder {tmp_path}/nowhere to keep the record in; please make it first.\n"
    )


def test_the_doctor_looks_at_the_record_that_is_named(tmp_path: Path) -> None:
    ran = als("doctor", "slack", "--record", "nonsense", folder=tmp_path)
    assert ran.returncode == 1
    assert "does not name a record" in ran.stdout


@pytest.mark.parametrize(
    ("command", "name", "value", "said"),
    [
        ("doctor", "ALS_LOG", "foo", "ALS_LOG is to be text or json; it is “foo”.\n"),
        ("run", "PORT", "abc", "PORT is to be a number, such as 8080; it is “abc”.\n"),
        ("run", "PORT", "70000", "PORT is to be 65535 at most; it is “70000”.\n"),
        ("migrate", "ALS_GRACE_DAYS", "x", "ALS_GRACE_DAYS is to be a number, such as 30; it is “x”.\n"),
        ("console", "ALS_GRACE_DAYS", "-1", "ALS_GRACE_DAYS is to be 0 or more; it is “-1”.\n"),
    ],
)
def test_a_setting_that_cannot_be_taken_is_one_sentence(
    tmp_path: Path, command: str, name: str, value: str, said: str
) -> None:
    ran = als(command, folder=tmp_path, **{name: value})
    assert (ran.returncode, ran.stderr) == (2, said)


def test_on_a_new_machine_there_is_no_record_yet_and_that_is_well(tmp_path: Path) -> None:
    new = {"ALS_DATABASE_URL": "", "HOME": str(tmp_path)}
    ran = als("doctor", "slack", folder=tmp_path, **new)
    record = tmp_path / ".local" / "share" / "action-learning-sets" / "als.sqlite3"
    assert f"well  There is no record {record} yet; als run makes it." in ran.stdout
    assert "mend  Slack is off.\n      Set SLACK_BOT_TOKEN or SLACK_CLIENT_ID (docs/slack.md)." in ran.stdout
    assert "Discord" not in ran.stdout
    for command in (("reseal",), ("doctor", "--rebuild")):
        ran = als(*command, folder=tmp_path, **new)
        assert (ran.returncode, ran.stderr) == (2, f"There is no record {record} yet; als run makes it.\n")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_made_for_a_record_that_is_named(tmp_path: Path) -> None:
    ran = als(
        "console", "--record", f"sqlite:///{tmp_path}/nowhere/x.sqlite3", typed="quit\n", folder=tmp_path
    )
    assert ran.returncode == 2
    assert (
        ran.stderr == f"There is no folder {tmp_path}/nowhere to keep the record in; please make it first.\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["foo", "http://als.example.org", "https://", "https://[a"])
def test_slack_is_sent_to_no_address_but_one_with_https(tmp_path: Path, address: str) -> None:
    ran = als("manifest", "--http", address, folder=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "such as https://als.example.org" in ran.stderr


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--faults", "--seeds", "5-1"), "1-5"),
        (("--faults", "--sets", "2"), "--sets has no meaning with --faults"),
        (("--seeds", "1-3"), "--seeds goes with --faults"),
    ],
)
def test_a_rehearsal_that_would_not_be_what_was_asked_for(
    asked: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    answer = als("rehearse", *asked, folder=tmp_path)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert told in answer.stderr


def test_a_rehearsal_lasts_a_week_at_least(tmp_path: Path) -> None:
    assert als("rehearse", "--weeks", "0", folder=tmp_path).returncode == 2
