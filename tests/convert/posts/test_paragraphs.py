"""Bodies merged by paragraph: no word of an editor is lost, nor one of a seed without a word."""

from __future__ import annotations

from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from plugins.convert.posts.paragraphs import Combined, combine, differences, digests, overlap

PLAIN = st.lists(st.sampled_from(list("abcdef")), max_size=7)
SPACES = st.sampled_from(["\n\n", "\n\n\n", "\n  \n", "\n\t\n\n"])
BODIES = st.builds(
    lambda parts, space: space.join(parts).strip("\n"),
    st.lists(st.sampled_from(["a", "a  ", "b\nc", "    code", "- x", "```", "é"]), max_size=7),
    SPACES,
)


def join(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs)


def merged(base: str, mine: str, theirs: str) -> Combined:
    found = combine(digests(join(list(base))), join(list(mine)), join(list(theirs)))
    assert found is not None
    return found


def body(base: str, mine: str, theirs: str) -> str:
    """One letter a paragraph; refused changes are not allowed."""
    found = merged(base, mine, theirs)
    assert found.refused == ()
    return found.body.replace("\n\n", "")


def test_changes_of_different_paragraphs_are_both_there() -> None:
    assert body("abc", "Abc", "abC") == "AbC"
    assert body("abc", "Abc", "aBc") == "ABc"
    assert body("abc", "aBc", "xabc") == "xaBc"
    assert body("abc", "ab", "Abc") == "Ab"
    assert body("abc", "abcx", "bc") == "bcx"
    assert body("abc", "axbc", "aBc") == "axBc"


def test_the_same_change_on_both_sides_is_made_once() -> None:
    assert body("abc", "aBxc", "aBxc") == "aBxc"
    assert body("abc", "abcx", "Abcx") == "Abcx"


def test_changes_that_meet_are_refused_and_the_others_made() -> None:
    found = merged("abcd", "aBcd", "Axcd")
    assert (found.body, found.refused) == ("A\n\nB\n\nc\n\nd", ((1, 2),))
    assert merged("abc", "ac", "aBc").refused == ((1, 2),)
    assert merged("abc", "aBc", "ac").refused == ((1, 1),)
    assert merged("ab", "abx", "aby").refused == ((2, 3),)
    assert merged("abcd", "abxcd", "ad").refused == ((1, 1),)


@given(PLAIN, PLAIN, PLAIN)
def test_no_paragraph_of_an_editors_own_is_lost(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    own = [*mine[:3], "EDITOR", *mine[3:]]
    found = combine(digests(join(base)), join(own), join(theirs))
    assert found is not None
    assert "EDITOR" in found.body.split("\n\n")


@given(PLAIN, PLAIN, PLAIN)
def test_each_change_of_the_seed_is_there_or_refused(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    own = [*theirs[:3], "SEED", *theirs[3:]]
    found = combine(digests(join(base)), join(mine), join(own))
    assert found is not None
    at = own.index("SEED")
    is_refused = any(overlap(each, (at, at + 1)) for each in found.refused)
    assert is_refused or "SEED" in found.body.split("\n\n")


@given(BODIES, BODIES)
def test_who_changed_nothing_follows_the_other(base: str, other: str) -> None:
    followed = combine(digests(base), base, other)
    kept = combine(digests(base), other, base)
    assert followed is not None
    assert (digests(followed.body), followed.refused) == (digests(other), ())
    assert kept == Combined(other, is_new=False, refused=())


@given(BODIES, BODIES, BODIES)
def test_merging_again_changes_nothing(base: str, mine: str, theirs: str) -> None:
    once = combine(digests(base), mine, theirs)
    assert once is not None
    again = combine(digests(theirs), once.body, theirs)
    assert again is not None
    assert (again.body, again.is_new) == (once.body, False)


@given(BODIES, BODIES)
def test_bodies_differ_where_their_paragraphs_do(mine: str, theirs: str) -> None:
    found = differences(mine, theirs)
    assert bool(found) == (digests(mine) != digests(theirs))
    assert all(each.mine != each.theirs for each in found)


def test_spaces_at_the_ends_of_lines_and_more_blank_lines_are_no_difference() -> None:
    assert digests("a  \nb\n\n\nc") == digests("a\nb\n \nc \t")
    assert digests("") == ()


def test_bodies_of_one_paragraph_a_thousand_times_are_not_compared() -> None:
    same = join(["x"] * 1000)
    begun = perf_counter()
    assert combine(digests(same), same + "\n\nmine", same + "\n\ntheirs") is None
    assert len(differences(same, same + "\n\nmore")) == 1
    assert perf_counter() - begun < 1
