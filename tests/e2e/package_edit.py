"""Copies of the sample package with one thing wrong."""
import contextlib
import csv
import pathlib
import shutil
import tempfile

from sakip_world import SAMPLE


@contextlib.contextmanager
def package(edit=None):
    """A copy of the sample; `edit` gets its folder."""
    with tempfile.TemporaryDirectory(prefix="sakip-package-") as temp:
        folder = pathlib.Path(temp) / "paket"
        shutil.copytree(SAMPLE, folder)
        if edit:
            edit(folder)
        yield folder


def _write(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)


def rows_of(folder, file):
    with open(folder / file, newline="", encoding="utf-8") as text:
        return list(csv.reader(text))


def cell(file, line, column, value):
    """Sets one cell; `line` as an editor counts, the header is 1."""
    def edit(folder):
        rows = rows_of(folder, file)
        rows[line - 1][rows[0].index(column)] = value
        _write(folder / file, rows)
    return edit


def header(file, old, new):
    def edit(folder):
        rows = rows_of(folder, file)
        rows[0][rows[0].index(old)] = new
        _write(folder / file, rows)
    return edit


def repeat(file, line):
    """The row of `line` once more, at the end."""
    def edit(folder):
        rows = rows_of(folder, file)
        _write(folder / file, rows + [rows[line - 1]])
    return edit


def append(file, new_rows):
    def edit(folder):
        _write(folder / file, rows_of(folder, file) + [list(map(str, r)) for r in new_rows])
    return edit


def raw(file, old, new):
    """Replaces bytes, once."""
    def edit(folder):
        data = (folder / file).read_bytes()
        assert old in data, f"{old!r} is not in {file}"
        (folder / file).write_bytes(data.replace(old, new, 1))
    return edit


def size(file, count):
    """A file of `count` bytes that takes no disk."""
    def edit(folder):
        with open(folder / file, "r+b") as out:
            out.truncate(count)
    return edit


def remove(file):
    return lambda folder: (folder / file).unlink()


def several(*edits):
    def edit(folder):
        for one in edits:
            one(folder)
    return edit
