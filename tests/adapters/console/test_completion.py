"""What Tab offers at the console."""

from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from adapters.console.completion import completer


def offered(text: str) -> set[str]:
    names = completer(["Ana", "Ben"]).get_completions(Document(text), CompleteEvent())
    return {c.text for c in names}


def test_a_command_is_offered_by_its_short_name_and_by_its_group() -> None:
    assert "invite" in offered("/als inv")
    assert "set invite" in offered("/als set inv")


def test_people_met_so_far_are_offered_after_an_at_sign() -> None:
    assert offered("/als invite @B") == {"@Ben"}


def test_nothing_is_offered_in_talk() -> None:
    assert offered("I have asked my three team leaders") == set()


def test_commands_that_nobody_types_are_not_offered() -> None:
    assert not any("here" in name for name in offered("/als session"))
