#!/usr/bin/env bash
# Makes the databases of a supported revision again: dump.sh SOURCES DATE URL_OF_POSTGRESQL
# SOURCES is a checkout of the revision after `mvn -DskipTests package`; the URL, as 127.0.0.1:5432/earlier, is of an empty database
# of a user 'postgres' who needs no password. Needs node, curl, pg_dump, and H2 in the local Maven repository.
set -euo pipefail
sources=$1 date=$2 postgres=$3
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
port=18437

run() {
  TZ=UTC NECESSITY_DATABASE_URL=$1 NECESSITY_DATABASE_USER=$2 NECESSITY_DATA=$work/data SERVER_PORT=$port \
    java -Duser.timezone=UTC -jar "$sources"/target/necessity-*.jar --spring.profiles.active=demo > "$work/log" 2>&1 &
  local server=$!
  until curl -sf "http://127.0.0.1:$port/actuator/health" > "$work/health"; do
    kill -0 $server || { tail -50 "$work/log"; exit 1; }
    sleep 1
  done
  node "$here/cases.mjs" "http://127.0.0.1:$port" "$sources/examples" || { tail -50 "$work/log"; kill $server; exit 1; }
  kill $server
  wait $server || true
}

h2=$(find ~/.m2 -name 'h2-*.jar' | head -1)
url="jdbc:h2:file:$work/necessity;DB_CLOSE_ON_EXIT=FALSE"
run "$url" sa
java -cp "$h2" org.h2.tools.Script -url "$url" -user sa -script "$here/$date.h2.sql.gz" -options compression gzip

run "jdbc:postgresql://$postgres" postgres
# What psql alone understands is left out.
pg_dump --inserts --rows-per-insert=100 --no-owner --no-privileges --no-comments "postgresql://postgres@$postgres" \
  | grep -v '^\\\(un\)\?restrict ' | gzip -9n > "$here/$date.postgresql.sql.gz"
