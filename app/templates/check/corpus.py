"""The nastiest answers that somebody could type, by what they are nasty to."""

JINJA = (
    "{{ 7*7 }}", "{{ cookiecutter.name }}", "{% raw %}", "{% endraw %}",
    "{% for a in range(9**9) %}",
    "{# comment", "#}", "{{", "}}", "{%", "%}", "{{ ''.__class__.__mro__ }}", "{{- self -}}",
    "{%- include '/etc/passwd' -%}", "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "# for x in y", "{{ '{{' }}", "{{ '\\u007b\\u007b' }}", "{%raw%}{{x}}{%endraw%}", "{{}}",
)  # fmt: skip

YAML = (
    "key: value", "- item", "? key", ": value", "a: b: c", "# comment", "text # comment", "!tag",
    "!!python/object/apply:os.system ['id']", "!!binary aGk=", "!<tag:yaml.org,2002:int> 1",
    "&anchor text", "*alias", "<<: *base", "%YAML 1.1", "---", "...", "--- text", "| block",
    "> folded", "|2-", ">-\n  folded", "[flow", "{flow: 1", "]", "}", ", item", "@at", "`tick",
    "a:\tb", "\tindented", "  indented", "- - -", "? ? ?", "key:", ":", "'it''s'", '"\\x41"',
    "first\n---\nsecond: 1", "x\n  deeper: 1\n", "'", "''", "'unfinished", "a 'b", "!",
    "!!", "~text",
)  # fmt: skip

LOOKALIKES = (
    "true", "True", "no", "off", "y", "null", "Null", "~", "None", "nil", "undefined",
    "NaN", ".nan",
    ".inf", "-.inf", "Infinity", "0", "-0", "007", "0x1F", "0o17", "0b1", "1e3", "1_000",
    "1.0", ".5",
    "+1", "12:30:45", "190:20:30", "2024-01-01", "2024-01-01T00:00:00Z",
    "2001-12-14 21:59:43.10 -5",
    "99999999999999999999999999", "1,000", "½", "٣", "=", "<<",
)  # fmt: skip

QUOTES = (
    '"', '""', '"""', "'''", '\\"', "\\", "\\\\", "a\\", "\\'", "\"'\"'\"", "`", "``", "```",
    "~~~", '""""""', 'say "hi"', "it's", "“curly”", "«guillemets»", '\\"\\"\\"', '"#', "'#",
    '" + "', "' + '", '";', "');", '"}', '"]', "\\n", "\\t", "\\0", "\\x00", "\\u0000",
    "\\U0010FFFF",
    "\\u{1F680}", "\\ud800", "\\N{BULLET}", "\\", "\\\n", "\\$", '%"', 'r"raw"', 'f"{name}"',
)  # fmt: skip

SHELL = (
    "$(id)", "`id`", "$HOME", "${HOME}", "${IFS}", "$'\\n'", "$((1+1))", "; id", "&& id", "|| id",
    "| id", "& id", "> out", ">> out", "< in", "<<EOF", "<(id)", "!!", "!$", "*", "?",
    "[a-z]*", "~",
    "~root", "a b", "-rf", "--help", "-", "--", "-- -x", "#!", "\\;", "$", "$$", "$?", "$@",
    "$*", "$1",
    "{a,b}", "' ; id ; '", '" ; id ; "', "\n id \n", "a\\ b", "() { :;}; id", "%s%n%x", "%", "%%",
    "%(name)s", "%PATH%", "^", "@echo off", "& calc.exe", "$env:PATH", "${!x}", "eval x",
)  # fmt: skip

WORKFLOW = (
    "${{ secrets.GITHUB_TOKEN }}", "${{ github.token }}", "${{", "}}${{",
    "${{ toJSON(secrets) }}",
    "::set-output name=x::y", "::add-mask::x", "::error::x", "::stop-commands::x",
    "x\n::set-env name=PATH::/tmp", "${{ '}}' }}", "$ {{ x }}", "$\u200b{{ x }}", "[skip ci]",
    "##[command]x",
)  # fmt: skip

BUILD_FILES = (
    "$(shell id)", "$(eval x:=1)", "${shell id}", "$(CURDIR)", "$(MAKEFLAGS)", "x:\n\tid", "\tid",
    "define x", "endif", "include /etc/passwd", "x = y", "x := y", "x \\", "$$(id)", "%.o: %.c",
    "FROM scratch", "RUN id", "\nRUN id", "ENV A=b", "ARG X", "${X:-y}", "# syntax=docker/evil",
    "# escape=`", "ONBUILD RUN id", "COPY . /", '["sh"]', "HEALTHCHECK NONE",
)  # fmt: skip

CODE = (
    "*/", "/*", "//", "*/ alert(1) /*", "<!--", "-->", "<!-- -- -->", "]]>", "<![CDATA[",
    "?>", "<?php",
    "<%= 7 %>", "#{7*7}", "#{`id`}", "${7*7}", "`${process.env}`", "`${`", "\\`", "}`",
    '"""+x+"""',
    "__import__('os').system('id')", "exec('x')", "import os", "#!/bin/sh",
    "# -*- coding: utf-7 -*-",
    "//go:build ignore", "//go:embed *", '` + "`" + `', "\\x", "\\u", "\\u12", "\\U", "\\8",
    "%v%!d",
    "{0.__class__}", "{name!r}", "{}", "{{}}", "[[table]]", "[section]", "a = 1",
    "\n[tool.x]\ny = 1",
    "'''\nz = 1", '"""\nz = 1', "@decorator", "lambda: 0", "constructor", "__proto__", "toString",
    "'; DROP TABLE services; --", "1 OR 1=1", "=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "-1+1",
)  # fmt: skip

MARKUP = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>&amp;</b>", "&lt;",
    "&#0;", "&#x202e;",
    "</textarea>", "<a href='javascript:alert(1)'>x</a>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;",
    "[text](http://x.example)", "![image](http://x.example/i.png)", "[x]: http://x.example",
    "[x][y]",
    "<http://x.example>", "http://x.example", "www.example.com", "me@example.com",
    "@octocat", "@acme/all",
    "#1", "GH-1", "acme/services#1", "0123456789abcdef0123456789abcdef01234567",
    "# heading", "## heading",
    "text\n===", "text\n---", "***", "___", "**bold**", "_it_", "~~x~~", "* item", "+ item",
    "1. item",
    "1) item", "> quote", "    code", "\tcode", "| a | b |", "|", "\\|", "a\n|-|\n|b|",
    "- [ ] task",
    "$x^2$", "$$x$$", "[^1]", ":rocket:", "<details>", "\\@x", "end\\", "two  \nlines",
)  # fmt: skip

LINES = (
    "one\ntwo", "one\r\ntwo", "one\rtwo", "\n", "\n\n\n", "\r", "one\n\n\ntwo", "end\n",
    "\nstart",
    "one\x0btwo", "one\x0ctwo", "one\x85two", "one\u2028two", "one\u2029two", "\t", "a\tb",
    " ", "   ",
    " leading", "trailing ", "\u00a0", "\u3000", "\u00a0leading", "trailing\u2003", "one  two",
)  # fmt: skip

INVISIBLE = (
    "a\0b", "\0", "\x01\x02\x03", "\x07", "\x08\x08", "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07", "\x1b[2J",
    "\x7f", "\x80\x9f", "\u202egnp.exe", "\u202dx\u202c", "\u2066x\u2069", "\u200fx",
    "\u200ex", "\u061cx",
    "a\u200bb", "a\u200cb", "a\u200db", "a\u2060b", "\ufeff", "\ufeffstart",
    "middle\ufeffend", "a\u00adb",
    "\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\U000e0041\U000e0042", "\u180e", "\ufff9x\ufffa",
    "\ud800", "\udfff", "a\ud83db", "\udc00\ud800", "\x1a", "\x04", "\ufffd",
)  # fmt: skip

LETTERS = (
    "🚀", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇪🇺", "é", "e\u0301", "Å", "\u212b", "ﬁ", "ß", "İı", "ǅ",
    "\u0430", "\u0440\u0430\u0443\u0440\u0430l", "\u212cilling",
    "\uff26\uff55\uff4c\uff4c", "日本語", "한국어", "العربية", "עברית", "हिन्दी", "ไทย",
    "Z\u0351\u036b\u0343\u036a", "a" + "\u0301" * 60,
    "\U0001d54f", "𒐫", "﷽", "\U0010ffff", "\ue000", "\u0455ervice",
)  # fmt: skip

SIZES = (
    "x" * 10_000, "word " * 2_000, "\n" * 1_000, '"' * 1_000, "\\" * 1_001, "{{" * 500,
    "🚀" * 2_500,
    "[" * 1_000, "a" * 255, "a" * 4_097, "é" * 5_000, "- " * 500, "(" * 300, " " * 2_000,
)  # fmt: skip

PATHS = (
    "..", ".", "../../etc/passwd", "/etc/passwd", "C:\\Windows", "\\\\host\\share", "a/b",
    ".git/config",
    "CON", "aux.txt", "file://x", "%2e%2e%2f", "~/.ssh", "-", "a:b", "a;b", "COM1", "nul",
)  # fmt: skip

CORPUS = tuple(
    dict.fromkeys(
        (
            *JINJA, *YAML, *LOOKALIKES, *QUOTES, *SHELL, *WORKFLOW, *BUILD_FILES, *CODE, *MARKUP,
            *LINES, *INVISIBLE, *LETTERS, *SIZES, *PATHS,
        )
    )
)  # fmt: skip
"""All of them, each once; halves of surrogate pairs included, which no file can hold."""
