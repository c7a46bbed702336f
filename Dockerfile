# The steps of docs/deployment.md for a platform. Set SITE_URL, SECRET_KEY, DATABASE_URL and EMAIL_URL
# where it runs; media need a disk on /srv/media that all containers share.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/waasmaatwerk
RUN useradd --system --home-dir /srv/waasmaatwerk waasmaatwerk \
    && mkdir -p /srv/media /srv/search && chown waasmaatwerk /srv/media /srv/search

COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
RUN python manage.py collectstatic --noinput

ENV HOST=0.0.0.0 PORT=8000 MEDIA_ROOT=/srv/media SEARCH_INDEX_DIR=/srv/search
USER waasmaatwerk
EXPOSE 8000
# The release step and the worker are the other lines of Procfile, with the same image.
CMD ["gunicorn", "cms.wsgi", "--config", "cms/gunicorn.py"]
