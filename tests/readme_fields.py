"""The README's table of sections and keys, made from the one table of fields."""

from debtadvisor.intake.fields import CASE, Field, Kind, Section

HEADS = {"zh": "| 段 | 键 |", "en": "| section | keys |"}


def fields_table(lang: str) -> str:
    """Every section with its keys; a required key is bold."""
    rows = [HEADS[lang], "|---|---|"]
    rows += [f"| `{name}` | {', '.join(map(_key, section.fields))} |" for name, section in _sections(CASE, "(top)")]
    return "\n".join(rows)


def _sections(section: Section, name: str) -> list[tuple[str, Section]]:
    inner = [field for field in section.fields if field.kind in (Kind.TABLE, Kind.TABLES)]
    below = [pair for field in inner for pair in _sections(field.section, _place(name, field))]
    return [(name, section), *below]


def _place(name: str, field: Field) -> str:
    shown = f"[[{field.key}]]" if field.kind is Kind.TABLES else f"[{field.key}]"
    return shown if name == "(top)" else f"{name.strip('[]')}.{field.key}"


def _key(field: Field) -> str:
    return f"**`{field.key}`**" if field.required else f"`{field.key}`"
