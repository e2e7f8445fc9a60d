"""Pages that belong to no room: the site's first page, the directory of units, a unit's page for citizens, error pages."""
