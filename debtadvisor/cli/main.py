"""The entry point: runs a command, and turns every error of ours into a message and an exit code.

0 done; 1 some cases of a batch are invalid; 2 wrong command line or unreadable file; 3 bad content of a case;
4 bad policies, or a stale book under ``--strict``; 5 a person must look first; 130 interrupted.
"""

import gc
import os
import sys

from debtadvisor.cli.exits import BAD_CASE, BAD_POLICIES, BROKEN, INTERRUPTED, WRONG_INPUT, ReaderGone
from debtadvisor.core.errors import CaseError, DebtAdvisorError, InputError, PolicyError, Problem

_CODES: tuple[tuple[type[DebtAdvisorError], int], ...] = (
    (InputError, WRONG_INPUT),
    (CaseError, BAD_CASE),
    (PolicyError, BAD_POLICIES),
)


def main() -> None:
    """Runs the command line of this process and exits."""
    # One command leaves few cycles behind and then the process ends: looking for them only costs start-up time.
    gc.disable()
    from debtadvisor.cli.app import app_for

    _open_streams()
    _utf8_streams()
    try:
        try:
            app_for(sys.argv[1:])()
        finally:
            gc.freeze()  # spares the interpreter a last look through everything when it ends
    except DebtAdvisorError as wrong:
        tell(wrong)
        sys.exit(exit_code(wrong))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except (ReaderGone, BrokenPipeError):
        _silence_stdout()
        sys.exit(0)
    except OSError as wrong:
        # Files tell their own trouble as InputError; what is left is standard output, on a full disk for one.
        _silence_stdout()
        tell(InputError([Problem("", "unwritable", {"reason": wrong.strerror or ""})]))
        sys.exit(WRONG_INPUT)
    except Exception as wrong:
        # A fault of ours: one line that says where, and no value of the case in it.
        tell(DebtAdvisorError([Problem("", "our_fault", {"kind": type(wrong).__name__, "place": _place_of(wrong)})]))
        sys.exit(BROKEN)


def _place_of(wrong: BaseException) -> str:
    """File and line of the innermost frame, for a report of the fault."""
    trace = wrong.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace is not None else ""  # noqa: PTH119


def exit_code(wrong: DebtAdvisorError) -> int:
    """The exit code for that error."""
    return next((code for kind, code in _CODES if isinstance(wrong, kind)), BROKEN)


def tell(wrong: DebtAdvisorError) -> None:
    """Every problem on standard error, one below the other: place, what is wrong, what to do."""
    from debtadvisor.cli.options import Language, language_of
    from debtadvisor.cli.page import locale_language, shows_chinese
    from debtadvisor.intake.explain import explain
    from debtadvisor.output.safe import clean
    from debtadvisor.text.catalogue import Catalogue

    asked = _asked_language() or os.environ.get("DEBTADVISOR_LANG") or locale_language()
    lang = (language_of(asked) or Language.ZH).value
    # A message that comes out as question marks helps nobody.
    catalogue = Catalogue(lang if shows_chinese(sys.stderr) else "en")
    for problem in wrong.problems:
        place = ": ".join(part for part in (wrong.origin, problem.where) if part)
        sentence = explain(problem, catalogue)
        sys.stderr.write(clean(f"{place}: {sentence}" if place else sentence) + "\n")


def _asked_language() -> str:
    """The value of ``--lang`` on this command line, for errors raised before or outside a command."""
    words = sys.argv[1:]
    for n, word in enumerate(words):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and n + 1 < len(words):
            return words[n + 1]
    return ""


def _silence_stdout() -> None:
    """Points standard output at nothing, so that closing it does not complain again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_streams() -> None:
    """A stream that was closed before we started (``>&-``) reads and writes nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  # open as long as we run


def _utf8_streams() -> None:
    """Chinese goes out as UTF-8 wherever it is sent to a file or a pipe; a character a console lacks becomes '?'."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace", **({} if stream.isatty() else {"encoding": "utf-8"}))
