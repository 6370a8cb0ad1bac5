# docker build -t paretoscope .
# docker run --rm -p 8501:8501 paretoscope
#
# scripts/image.sh builds it, also where there is no Docker; scripts/try_image.sh tries it.

# Any Debian with Python 3.11 or newer and its module venv.
ARG BASE=python:3.13-slim-bookworm

FROM ${BASE} AS packages
RUN apt-get update && apt-get install -y --no-install-recommends binutils
COPY requirements.txt scripts/leave_out.sh /build/
RUN python3 -m venv /opt/paretoscope && \
    /opt/paretoscope/bin/python -m pip install --no-cache-dir --root-user-action=ignore \
        --disable-pip-version-check -r /build/requirements.txt && \
    sh /build/leave_out.sh /opt/paretoscope

FROM ${BASE}
RUN useradd --create-home --uid 10001 paretoscope
WORKDIR /app
# Before the code, so that a change of the code does not install everything anew.
COPY --from=packages /opt/paretoscope /opt/paretoscope
ENV PATH=/opt/paretoscope/bin:$PATH \
    JAX_PLATFORMS=cpu

COPY . .
# What the app would otherwise write and compile when it starts. The files belong to root:
# whoever gets into the running app cannot change it.
RUN python -m ui.assets && \
    PARETOSCOPE_CACHE=/app/warmed python -m ui.warming

# All that is written at run time is compiled code and small pictures, below /tmp, which may
# be a tmpfs: docker run --read-only --tmpfs /tmp works.
ENV PARETOSCOPE_CACHE=/tmp/paretoscope \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STREAMLIT_SERVER_PORT=8501

# By number, so that a host can see that it is not root.
USER 10001:10001
EXPOSE 8501
HEALTHCHECK --start-period=30s --interval=30s --timeout=5s CMD ["python", "scripts/healthy.py"]
ENTRYPOINT ["sh", "scripts/serve.sh"]
