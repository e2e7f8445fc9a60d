"""Backups of the whole: database and files in one folder with a manifest, the keys apart."""
