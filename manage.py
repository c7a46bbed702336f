#!/usr/bin/env python
"""Django's command-line utility for administrative tasks."""

import os
import sys

from django.core.management import execute_from_command_line

from cms.heaps import limit_heaps

if __name__ == "__main__":
    limit_heaps()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    execute_from_command_line(sys.argv)
