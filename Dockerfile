# medlofte for those who would rather not install Python. A repository of promises is mounted at /project:
#   docker build -t medlofte .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/project" medlofte validate
# The base is pinned by its tag. Who publishes an image pins it by digest too: docker buildx imagetools inspect <tag>.
FROM python:3.13-slim-bookworm AS built
WORKDIR /source
COPY . .
RUN python -m venv /opt/build \
    && /opt/build/bin/pip install --no-cache-dir --require-hashes --requirement requirements/run.txt \
    && /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir dist . \
    && python -m venv /opt/medlofte \
    && /opt/medlofte/bin/pip install --no-cache-dir --no-compile --require-hashes --requirement requirements/image.txt \
    && /opt/medlofte/bin/pip install --no-cache-dir --no-compile --no-deps dist/*.whl \
    && /opt/medlofte/bin/python -m compileall -q /opt/medlofte/lib \
    && /opt/medlofte/bin/pip uninstall --yes --quiet pip

FROM python:3.13-slim-bookworm
# git tells what has changed; which version of it is Debian's to decide, with its security updates.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory /project \
    && useradd --no-create-home --uid 1000 medlofte
COPY --from=built /opt/medlofte /opt/medlofte
ENV PATH=/opt/medlofte/bin:$PATH PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1
USER 1000
WORKDIR /project
ENTRYPOINT ["medlofte"]
CMD ["--help"]
