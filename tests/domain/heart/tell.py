"""Tells the stories of the suite until one fails, and leaves that as long as it is."""

from importlib import import_module

from hypothesis import Phase, settings

settings.register_profile("as they are", phases=(Phase.generate,), report_multiple_bugs=False)

if __name__ == "__main__":
    settings.load_profile("as they are")
    # What the suite's own settings leave open is read when the test is defined.
    test = import_module("tests.domain.heart.test_heart")
    test.test_only_what_was_approved_as_it_stands_is_built_and_nothing_else_waits()
