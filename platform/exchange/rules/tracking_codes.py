"""The code on a citizen's receipt: 12 characters without 0 O 1 I, and 2 that check them."""

import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12
CHECKS = 2
PIN_LENGTH = 6
#: The largest prime below 32²: any one wrong character and any two swapped ones change the remainder.
_PRIME = 1021
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}


def new_code() -> str:
    """A fresh random code with its check characters."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return body + checks_of(body)


def new_pin() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}d}"


def checks_of(body: str) -> str:
    """The two check characters of twelve."""
    remainder = 0
    for letter in body:
        remainder = (remainder * len(ALPHABET) + _VALUE[letter]) % _PRIME
    remainder = remainder * len(ALPHABET) ** CHECKS % _PRIME
    high, low = divmod((_PRIME - remainder) % _PRIME, len(ALPHABET))
    return ALPHABET[high] + ALPHABET[low]


def tidy(typed: str) -> str:
    """What somebody typed as it may be stored: capitals, without blanks and hyphens."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def is_well_formed(code: str) -> bool:
    """Twelve characters of the alphabet and their checks."""
    if len(code) != LENGTH + CHECKS or any(letter not in _VALUE for letter in code):
        return False
    return checks_of(code[:LENGTH]) == code[LENGTH:]


def grouped(code: str) -> str:
    """As printed on the receipt: ABCD-EFGH-JKLM-NP."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
