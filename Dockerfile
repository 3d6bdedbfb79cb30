# A small image that runs twimllint as an ordinary user on what is mounted at /work:
#   docker run --rm -v "$PWD:/work:ro" twimllint
FROM python:3.12.7-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY twimllint twimllint
COPY rules rules
COPY schemas schemas
COPY man man
RUN python -m venv /opt/twimllint \
    && /opt/twimllint/bin/pip install --no-cache-dir --disable-pip-version-check .

FROM python:3.12.7-slim-bookworm
COPY --from=build /opt/twimllint /opt/twimllint
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin twimllint
USER twimllint
WORKDIR /work
ENTRYPOINT ["/opt/twimllint/bin/twimllint"]
CMD ["check", "."]
