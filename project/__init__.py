import sys

try:  # SQLite before 3.51.3 can corrupt a WAL database; this wheel carries a newer one.
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
except ImportError:  # no wheel for this platform: settings choose the rollback journal
    pass
