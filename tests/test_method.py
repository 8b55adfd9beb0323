"""docs/method.md tells the shipped profile as it is."""

from pathlib import Path

from gmi.rate.profile import Profile, load_profile

METHOD = Path(__file__).parent.parent / "docs" / "method.md"


def thresholds_table(profile: Profile) -> str:
    names = ("indicator", "weight", "group", "moderate", "high", "full")
    rows = [f"| {' | '.join(names)} |", f"|{' --- |' * len(names)}"]
    for rule in profile.indicators:
        for group, t in rule.thresholds.items():
            figures = f"{t.moderate:g} | {t.high:g} | {t.full:g}"
            rows.append(f"| `{rule.id}` | {rule.weight:g} | {group} | {figures} |")
    return "\n".join(rows)


def caps_list(profile: Profile) -> str:
    return "\n".join(
        f"- {', '.join(cap.applies_to)} at most **{cap.level}** while {cap.group}'s `{cap.indicator}` "
        f"is below {cap.below:g}: {cap.why}."
        for cap in profile.caps
    )


def between(text: str, mark: str) -> str:
    return text.split(f"<!-- {mark} -->")[1].split(f"<!-- /{mark} -->")[0].strip()


def test_method_tells_the_profile_that_ships() -> None:
    text, profile = METHOD.read_text(encoding="utf-8"), load_profile()
    assert between(text, "thresholds") == thresholds_table(profile)
    assert between(text, "caps") == caps_list(profile)
    assert f"computed again {profile.trials.number} times" in text
    assert f"over {profile.counting.slices} slices" in text
