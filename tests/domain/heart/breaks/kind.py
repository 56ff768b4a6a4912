"""A break: one place of `app/domain` changed for the worse."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Break:
    """`new` in place of `old`, which stands once in a file of `app/domain`."""

    what: str
    path: str
    old: str
    new: str

    def of(self, text: str) -> str:
        """The file's text with the break. ValueError if it is not there exactly once."""
        if text.count(self.old) != 1:
            raise ValueError(f"“{self.old}” stands {text.count(self.old)} times in {self.path}")
        return text.replace(self.old, self.new)
