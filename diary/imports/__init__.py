"""Foreign files -> answers, refused in the same words as anybody's, and written by the same verbs."""

from diary.imports.day_rows import DayRow, FileOfDays, RefusedRow, read_days
from diary.imports.table import COLUMNS, MAX_BYTES, FileRefused, Table, columns_named, read_table
from diary.imports.writing import Part, Written, part_for, write_part

__all__ = [
    "COLUMNS",
    "MAX_BYTES",
    "DayRow",
    "FileOfDays",
    "FileRefused",
    "Part",
    "RefusedRow",
    "Table",
    "Written",
    "columns_named",
    "part_for",
    "read_days",
    "read_table",
    "write_part",
]
