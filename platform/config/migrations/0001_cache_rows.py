"""The table of Django's database cache. `createcachetable` asks the router about an app we do not have; a migration
also gives it the grants of every other table of the site."""

from django.db import migrations

CREATE = """
CREATE TABLE cache_rows (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX cache_rows_expires ON cache_rows (expires);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(CREATE, "DROP TABLE cache_rows")]
