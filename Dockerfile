# docker build -t paretoscope .
# docker run --rm -p 8501:8501 paretoscope
FROM python:3.13-slim-bookworm

RUN useradd --create-home --uid 10001 paretoscope
WORKDIR /app

# Before the code, so that a change of the code does not install everything anew.
COPY requirements.txt .
RUN pip install --no-cache-dir --root-user-action=ignore --disable-pip-version-check \
        -r requirements.txt

COPY . .
# What the app would otherwise write at its first start. The files belong to root: whoever
# gets into the running app cannot change it.
RUN python -m ui.assets

# All that is written at run time is compiled code, below /tmp, which may be a tmpfs:
# docker run --read-only --tmpfs /tmp works.
ENV PARETOSCOPE_CACHE=/tmp/paretoscope \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    JAX_PLATFORMS=cpu

USER paretoscope
EXPOSE 8501

# Not urllib.request, which would ask a proxy that the environment names.
HEALTHCHECK --start-period=30s --interval=30s --timeout=5s CMD python -c "\
from http.client import HTTPConnection; \
connection = HTTPConnection('127.0.0.1', 8501, timeout=4); \
connection.request('GET', '/_stcore/health'); \
raise SystemExit(connection.getresponse().status != 200)"

# No file watcher: the files of an image do not change.
CMD ["python", "-m", "streamlit", "run", "app.py", \
     "--server.port=8501", "--server.fileWatcherType=none"]
