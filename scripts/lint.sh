#!/usr/bin/env bash
# Every check that needs no test database.
set -euo pipefail
cd "$(dirname "$0")/.."
BIN=${BIN:-.venv/bin}

"$BIN"/ruff check --quiet .
"$BIN"/ruff format --check --quiet .
"$BIN"/djlint --lint --quiet templates
"$BIN"/lint-imports --no-cache >/dev/null || "$BIN"/lint-imports --no-cache
"$BIN"/deptry . --no-ansi >/dev/null 2>&1 || "$BIN"/deptry . --no-ansi
"$BIN"/python scripts/messages.py --check
DATABASE_URL=sqlite://:memory: "$BIN"/python manage.py makemigrations --check --dry-run --verbosity 0
# As in production: on https, with a real secret and every warning an error.
SITE_URL=https://www.example.be EMAIL_URL=smtp://mail.example.be HSTS_SUBDOMAINS=true SECRET_KEY=$("$BIN"/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
  "$BIN"/python manage.py check --deploy --fail-level WARNING
echo "Checks passed."
