#!/bin/sh
# Once, when the database is made: an ordinary role for tracker, which owns its database and nothing else. A superuser
# is bound by no policy, so with one the second wall between users would be down.
set -eu
psql --set ON_ERROR_STOP=1 --username postgres --dbname postgres --no-psqlrc \
    --set password="$(cat /run/secrets/database_password)" <<'SQL'
CREATE ROLE tracker LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE tracker OWNER tracker;
REVOKE CONNECT, TEMPORARY ON DATABASE tracker FROM PUBLIC;
SQL
