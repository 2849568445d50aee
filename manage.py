#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys


def main() -> None:
    # What a command makes, the database above all, is for the account that made it.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        _ = settings.LOCAL  # reads the environment
    except ImproperlyConfigured as reason:
        sys.exit(str(reason))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
