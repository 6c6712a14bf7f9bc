"""Formulas as one would read them aloud: the common ones; of the others what is left when the signs are taken away."""

from __future__ import annotations

import re

__all__ = ["spoken"]

_WORDS = {
    "times": "times", "cdot": "times", "div": "divided by", "pm": "plus or minus", "leq": "is at most",
    "le": "is at most", "geq": "is at least", "ge": "is at least", "neq": "is not", "ne": "is not",
    "approx": "is about", "sim": "is distributed as", "equiv": "is the same as", "propto": "is proportional to",
    "infty": "infinity", "sum": "the sum of", "prod": "the product of", "int": "the integral of",
    "partial": "partial", "nabla": "nabla", "in": "in", "to": "to", "rightarrow": "to", "Rightarrow": "implies",
    "forall": "for all", "exists": "there is", "log": "log", "ln": "log", "exp": "exp", "sin": "sine",
    "cos": "cosine", "tan": "tangent", "lim": "the limit of", "max": "the maximum of", "min": "the minimum of",
    "ldots": "and so on", "cdots": "and so on", "dots": "and so on", "quad": ",", "mid": "given",
    "epsilon": "epsilon", "varepsilon": "epsilon", "ell": "l", "degree": "degrees", "circ": "degrees",
}  # fmt: skip
_SIGNS = {
    "=": " equals ",
    "+": " plus ",
    "<": " is less than ",
    ">": " is greater than ",
    "/": " over ",
    "*": " times ",
}


def spoken(latex: str) -> str:
    r"""``\frac{a}{b} = x^2`` as ``a over b equals x squared``."""
    text = " ".join(latex.replace("\\\\", " , ").replace("&", " ").split())
    text = re.sub(r"\\(left|right|big|Big|displaystyle|limits|,|;|:|!|begin\{\w+\*?\}|end\{\w+\*?\})", " ", text)
    text = re.sub(r"\\(text|mathrm|mathbf|mathcal|mathbb|operatorname|boldsymbol)\s*\{([^{}]*)\}", r" \2 ", text)
    text = re.sub(r"\\hat\s*\{?(\\?\w+)\}?", r" \1 hat ", text)
    text = re.sub(r"\\(bar|overline)\s*\{?(\\?\w+)\}?", r" \2 bar ", text)
    for _ in range(3):  # one in another
        text = re.sub(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r" \1 over \2 ", text)
        text = re.sub(r"\\sqrt\s*\{([^{}]*)\}", r" the square root of \1 ", text)
        text = re.sub(r"\^\s*\{([^{}]*)\}", _power, text)
        text = re.sub(r"_\s*\{([^{}]*)\}", r" \1 ", text)
    text = re.sub(r"\^\s*(\\?\w)", _power, text)
    text = re.sub(r"_\s*(\\?\w)", r" \1 ", text)
    text = re.sub(r"\\([A-Za-z]+)", lambda found: f" {_WORDS.get(found[1], found[1])} ", text)
    text = "".join(_SIGNS.get(sign, sign) for sign in text)
    text = re.sub(r"(?<![\w])-\s*(?=\w)", " minus ", re.sub(r"(?<=[\w)])\s*-\s*(?=[\w(])", " minus ", text))
    return " ".join(re.sub(r"[{}\\$]", " ", text).split())


def _power(found: re.Match[str]) -> str:
    power = found[1].strip()
    return {"2": " squared ", "3": " cubed ", "T": " transposed ", "\\circ": " degrees "}.get(
        power, f" to the power of {power} "
    )
