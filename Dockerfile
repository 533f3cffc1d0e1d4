# The two commands in a container: docker build -t mile-markers . and then
#   docker run --rm -v "$PWD/../bakery:/content" -p 8000:8000 mile-markers make serve CONTENT=/content HOST=0.0.0.0
FROM python:3.12-slim
RUN apt-get update && apt-get install --yes --no-install-recommends git make && rm -rf /var/lib/apt/lists/*
WORKDIR /engine
COPY . .
RUN make setup
EXPOSE 8000
CMD ["make", "serve", "HOST=0.0.0.0"]
