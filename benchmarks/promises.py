"""What a run promised and what it measured, as a table."""

_FORM = "{:<34}{:<52} {:<26}{}"


class Promises:
    """Prints each line as soon as it is known, and remembers whether any was broken."""

    def __init__(self):
        self.are_kept = True
        print(_FORM.format("what", "measured", "promised", ""))

    def check(self, what: str, measured: str, promised: str, is_kept: bool) -> None:
        self.are_kept &= is_kept
        verdict = "kept" if is_kept else "BROKEN"
        print(_FORM.format(what, measured, promised, verdict), flush=True)

    @property
    def exit_status(self) -> int:
        return 0 if self.are_kept else 1
