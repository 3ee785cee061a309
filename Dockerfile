# Cầu Nối in a container: one static program, the certificates it checks
# Telegram with, and nothing else.
#
#   docker build -t caunoi .
#   docker run -v caunoi-data:/data -v ./config.yaml:/config.yaml:ro \
#     -e CAUNOI_TELEGRAM_TOKEN caunoi
#
# The first start needs a database: run "import --init --apply" or "run --init"
# once (docs/operations.md).

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# Time zones are inside the program (time/tzdata); which commit it was built
# from is told by "caunoi version".
RUN CGO_ENABLED=0 go build -mod=readonly -trimpath -ldflags '-s -w' -o /out/caunoi ./cmd/caunoi
# A directory for the data that belongs to the user the program runs as, and a
# place for the temporary copy that a trial import works on.
RUN install -d -m 0700 /out/data && install -d -m 1777 /out/tmp

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build --chown=65532:65532 /out/ /
USER 65532:65532
ENV CAUNOI_CONFIG=/config.yaml CAUNOI_DATA=/data
VOLUME /data
# Stopping takes up to ten seconds: what is on its way is finished and settled.
STOPSIGNAL SIGTERM
ENTRYPOINT ["/caunoi"]
CMD ["run"]
