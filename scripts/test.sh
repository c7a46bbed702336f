#!/usr/bin/env bash
# The suite: checks, static files, then the tests on each database that is there. With ALL=true
# also those that go through every screen, role, page type and job. With CI=true those too, and
# nothing may be missing; elsewhere one line says what is skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
BIN=${BIN:-.venv/bin}
export BIN
# The tests bring their own settings; a developer's .env or shell must not change them.
export ENV_FILE=/dev/null
unset DATABASE_URL REDIS_URL SITE_URL SECRET_KEY EMAIL_URL DEBUG ALLOWED_HOSTS MEDIA_ROOT
TEST_POSTGRES_URL=${TEST_POSTGRES_URL:-postgres://postgres@127.0.0.1:5432/postgres}

missing() {
  echo "Skipped: $1"
  if [ "${CI:-}" = true ]; then
    echo "In CI nothing may be skipped."
    exit 1
  fi
}

if ! command -v chromium >/dev/null; then
  missing "browser tests, because Chromium is not installed (Debian: apt install chromium)."
fi
postgres=
if "$BIN"/python - "$TEST_POSTGRES_URL" <<'PY'
import sys
import psycopg
try:
    psycopg.connect(sys.argv[1], connect_timeout=3).close()
except psycopg.Error:
    sys.exit(1)
PY
then
  postgres=$TEST_POSTGRES_URL
else
  missing "tests on PostgreSQL, because no server answers (TEST_POSTGRES_URL names another)."
fi

selected=
if [ "${CI:-}" != true ] && [ "${ALL:-}" != true ]; then
  selected="and not exhaustive"
  echo "Left to CI and \`make test-all\`: what goes through every screen, role, page type and job."
fi

# The databases that tests copy are made while the checks run.
"$BIN"/python -m tests.migrated sqlite $postgres &
databases=$!
scripts/lint.sh
export STATIC_ROOT=$PWD/var/test-static
"$BIN"/python manage.py collectstatic --noinput --verbosity 0
wait "$databases"

# All three at once: a browser and a database server are waited for most of the time. The
# browser tests run in one process, so that each site that they visit is built once.
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
"$BIN"/pytest -q -n 0 -m "browser $selected" tests/e2e >"$logs/browser" 2>&1 &
browser=$!
if [ -n "$postgres" ]; then
  # Where SQL is our own, rows are locked or queries are counted; what only shows pages and
  # screens asks the same of both. `DATABASE_URL=postgres://... pytest` runs everything there.
  DATABASE_URL=$postgres "$BIN"/pytest -q -n 0 --database-only -m "not browser $selected" \
    search operations newsletter/tests/test_{advancing,bounces,mailing*,sending,subscriber*,own_*}.py \
    companies/tests/test_{asking,handling_answers}.py \
    cms/tests/test_{generation,migrate,page_cache,replica}.py \
    tests/test_{leaks,page_queries}.py >"$logs/postgres" 2>&1 &
  postgres=$!
fi

status=0
echo "Tests on SQLite"
"$BIN"/pytest -q -n auto --dist worksteal -m "not browser $selected" --ignore tests/e2e || status=$?
if [ -n "$postgres" ]; then
  echo "Tests on PostgreSQL"
  wait "$postgres" || status=$?
  cat "$logs/postgres"
fi
echo "Tests in a browser"
wait "$browser" || status=$?
cat "$logs/browser"
exit "$status"
