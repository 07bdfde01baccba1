"""`Words`: one sentence of data in both languages. The policy book is the only place where the core carries prose;
it never looks inside it, the renderers choose the language last."""

from debtadvisor.core.value import value


@value(kw_only=False)
class Words:
    """The same sentence in Chinese (written first) and in English."""

    zh: str
    en: str
