"""How the installation itself is doing: the operator's page, alarms by mail, metrics, backups, the look before an upgrade."""
