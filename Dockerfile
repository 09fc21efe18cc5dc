# The programs of SAKIP on Debian 12, for one service or for all: docs/OPERATIONS.md, "Containers".
#   docker build -t sakip .
FROM debian:bookworm-slim AS build
WORKDIR /src
# The packages alone first: this layer stays as long as the list does.
COPY deploy/install-packages deploy/packages.txt deploy/
RUN deploy/install-packages build
COPY . .
RUN cmake --preset release \
  && cmake --build --preset release --target sakipd sakipctl \
  && install -D -t /out/usr/bin --strip build/release/services/sakipd/sakipd build/release/services/sakipctl/sakipctl

FROM debian:bookworm-slim
COPY deploy/runtime-packages.txt /usr/share/sakip/
# What came in, by name and version, stays readable in the image.
RUN apt-get update -qq \
  && sed 's/#.*//' /usr/share/sakip/runtime-packages.txt \
    | DEBIAN_FRONTEND=noninteractive xargs apt-get install -y -qq --no-install-recommends >/dev/null \
  && apt-get clean \
  && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin \
  && dpkg-query -W >/usr/share/sakip/packages.txt \
  && groupadd --system --gid 10001 sakip \
  && useradd --system --uid 10001 --gid sakip --no-create-home --home-dir /var/lib/sakip --shell /usr/sbin/nologin sakip \
  && install -d -o sakip -g sakip -m 0700 /var/lib/sakip /var/lib/sakip-witness /var/lib/sakip-key
COPY --from=build /out /
USER 10001:10001
# Only these are written to; the rest of the container may be read-only.
VOLUME ["/var/lib/sakip", "/var/lib/sakip-witness"]
ENV SAKIP_DATA=/var/lib/sakip SAKIP_WITNESS_DIR=/var/lib/sakip-witness
EXPOSE 8470
STOPSIGNAL SIGTERM
# SAKIPCTL_SERVER names the address of a service that is not the gateway.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["sakipctl", "health", "--timeout", "2"]
ENTRYPOINT ["sakipd"]
CMD ["serve", "--listen=0.0.0.0:8470"]
