"""What somebody may type who means harm, has a strange keyboard, or pastes from anywhere."""

NUL = "Trước\x00sau"
LONG = "dài " * 25_000
TEXTS = {
    "nul": NUL,
    "bell": "Trước\x07sau",
    "100,000 characters": LONG,
    "turned around": "Nguyễn \u202eTị ễyugN\u202c và \u2066giấu\u2069",
    "invisible": "Nguyễn\u200b\u200f\ufeff Văn",
    "script": "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`</textarea></title>",
    "template": "{{7*7}}{% debug %}${7*7}#{7*7} %(who)s %s {0}",
    "formula": "=cmd|' /C calc'!A0",
    "formula after a tab": "\t=1+1",
    "emoji": "👩‍👩‍👧‍👦🇻🇳𝕏",
    "combining": "Z" + "\u0301\u0323" * 40,
    "decomposed": "Nguye\u0302\u0303n Va\u0306n Đức",
    "lines": "dòng một\r\ndòng hai",
    "sql": "'; DROP TABLE cases_case; --",
    "not a character": "\ufffe\uffff\U0010ffff",
    "blank": " \u00a0\u3000\t ",
}
# Only a program can send half a surrogate pair; a browser's form turns it into a replacement character.
HALF = "Trước\ud800sau"
