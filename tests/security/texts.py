"""What somebody may type who means harm, has a strange keyboard, or pastes from anywhere."""

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`</textarea></title>"
TEMPLATE = "{{7*7}}{% debug %}${7*7} %(who)s %s {0}"
MARKS = "\u0301\u0323" * 40
NUL = "Trước\x00sau"
LONG = "dài " * 25_000
TEXTS = {
    "nul": NUL,
    "100,000 characters": LONG,
    "turned around": "Nguyễn \u202eTị ễyugN\u202c và \u2066giấu\u2069",
    # Emoji of several parts, forty marks on one letter, letters and marks apart, and what looks like a query.
    "everything": f"{SCRIPT} {TEMPLATE} 👩‍👩‍👧‍👦🇻🇳𝕏 Z{MARKS} Nguye\u0302\u0303n '; DROP TABLE cases_case; --",
    "strange": "Nguyễn\u200b\u200f\ufeff Văn \ufffe\uffff\U0010ffff",
    "formula": "=cmd|' /C calc'!A0",
    "lines": "dòng một\r\n\tdòng hai",
    "blank": " \u00a0\u3000\t ",
}
# Only a program can send half a surrogate pair; a browser's form turns it into a replacement character.
HALF = "Trước\ud800sau"
