from rest_framework.pagination import CursorPagination


class NewestFirst(CursorPagination):
    """Pages by position, not by number: a case entered meanwhile neither repeats nor hides a line."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    ordering = ("-received_on", "-id")


class OldestFirst(NewestFirst):
    """The same from the other end: what has lasted longest comes first."""

    ordering = ("received_on", "id")
