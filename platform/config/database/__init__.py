"""The database engine of the product: `ENGINE = "config.database"`, `DATABASE_ROUTERS = ["config.database.router.UnitRouter"]`."""
