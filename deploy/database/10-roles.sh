#!/bin/bash
# The two roles, made when the database's folder is made: the owner migrates and opens units, the other serves.
set -euo pipefail

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username postgres --dbname tiepdan \
    --set owner_password="$(cat /run/secrets/database_owner)" \
    --set app_password="$(cat /run/secrets/database_app)" <<'SQL'
CREATE ROLE tiepdan_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE tiepdan_app LOGIN PASSWORD :'app_password';
-- Whoever forgets the unit finds nothing, instead of somebody's rows.
ALTER ROLE tiepdan_app SET search_path TO '';
ALTER DATABASE tiepdan OWNER TO tiepdan_owner;
REVOKE ALL ON DATABASE tiepdan FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE tiepdan TO tiepdan_app;
SQL
