"""Compares the converted model with the published weights and fails if it is not the same model.

--write-reference also writes the vectors that the browser tests compare with. How to run it: README.md.
"""

import argparse
import base64
import json
from pathlib import Path

import numpy as np
import onnxruntime

from convert import MODEL_FILES, MODEL_FOLDER
from numpy_bert import NumpyBert
from onnx_bert import build_onnx
from source_model import load_tokenizer, load_weights, sha256_of

REFERENCE_FILE = Path(__file__).parents[2] / "src" / "embedding" / "fixtures" / "reference-vectors.json"

LOWEST_FLOAT_COSINE = 0.9999
LOWEST_INT8_COSINE = 0.98

# Cosines printed in the Sentence Transformers documentation (sbert.net, "Usage"): they tell that the numpy
# reference, from which everything else is measured, computes what the model's authors' own code computes.
PUBLISHED_COSINES = {
    ("The weather is lovely today.", "It's so sunny outside!"): 0.6660,
    ("The weather is lovely today.", "He drove to the stadium."): 0.1046,
    ("It's so sunny outside!", "He drove to the stadium."): 0.1411,
}


def embed(model: bytes, ids: list[list[int]], batch_size: int) -> np.ndarray:
    """Unit vectors (texts, 384) from an ONNX model, with the texts padded in batches by length."""
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    vectors = np.zeros((len(ids), 384), np.float32)
    order = sorted(range(len(ids)), key=lambda index: len(ids[index]))
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        longest = max(len(ids[index]) for index in chosen)
        tokens = np.array([ids[index] + [0] * (longest - len(ids[index])) for index in chosen])
        mask = np.array([[1] * len(ids[index]) + [0] * (longest - len(ids[index])) for index in chosen])
        feeds = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
        summed = (session.run(None, feeds)[0] * mask[..., None]).sum(1)
        vectors[chosen] = summed / np.linalg.norm(summed, axis=1, keepdims=True)
    return vectors


def largest_published_error(texts: list[str], vectors: np.ndarray) -> float:
    """How far the cosines of `vectors` are from the published ones, which have four decimals."""
    row = dict(zip(texts, vectors, strict=True))
    return max(abs(float(row[a] @ row[b]) - cosine) for (a, b), cosine in PUBLISHED_COSINES.items())


def paraphrases_rank_first(vectors: np.ndarray, pairs: int) -> bool:
    """The first 2 x pairs vectors are paraphrases side by side: is each one's nearest other its partner?"""
    cosines = vectors[: 2 * pairs] @ vectors[: 2 * pairs].T
    np.fill_diagonal(cosines, -1)
    return all(int(row.argmax()) == index ^ 1 for index, row in enumerate(cosines))


def report(passed: bool, what: str, value: float | None = None) -> bool:
    """Prints one line of the result and hands `passed` on."""
    print(f"{'ok  ' if passed else 'FAIL'} {what}{'' if value is None else f': {value:.6f}'}")
    return bool(passed)


def check(texts: list[str], pairs: int, ids: list[list[int]], reference: np.ndarray) -> bool:
    """Measures the float32 and the int8 model against the numpy vectors (texts, 384)."""
    float_vectors = embed(build_onnx(load_weights()).SerializeToString(), ids, batch_size=8)
    int8_model = (MODEL_FOLDER / "onnx" / "model_quantized.onnx").read_bytes()
    alone, batched = embed(int8_model, ids, batch_size=1), embed(int8_model, ids, batch_size=8)
    notice = (MODEL_FOLDER / "NOTICE.md").read_text(encoding="utf-8")
    named = [f"{sha256_of(MODEL_FOLDER / name)}` | {name}" in notice for name in MODEL_FILES]

    def lowest(what: str, vectors: np.ndarray, others: np.ndarray, at_least: float) -> bool:
        cosines = (vectors * others).sum(1)
        print(f"     {what}, mean cosine: {cosines.mean():.6f}")
        return report(
            cosines.min() >= at_least, f"{what}, lowest cosine (at least {at_least})", cosines.min()
        )

    error = largest_published_error(texts, reference)
    return all(
        [
            report(error < 6e-5, "numpy against the published cosines, largest difference", error),
            lowest("float32 ONNX against numpy", float_vectors, reference, LOWEST_FLOAT_COSINE),
            lowest("int8 ONNX against numpy", alone, reference, LOWEST_INT8_COSINE),
            lowest("int8 ONNX in batches of 8 against numpy", batched, reference, LOWEST_INT8_COSINE),
            lowest("int8 ONNX alone against in batches of 8", alone, batched, 0.999),
            report(paraphrases_rank_first(reference, pairs), "paraphrases rank first, numpy"),
            report(paraphrases_rank_first(alone, pairs), "paraphrases rank first, int8"),
            report(all(named), "NOTICE.md names the files by their SHA-256"),
        ]
    )


def write_reference(texts: list[str], pairs: int, vectors: np.ndarray) -> None:
    """Writes what the browser tests compare with."""
    counter = load_tokenizer(max_tokens=None)
    content = {
        "about": "Made by scripts/embedder/check.py. vectors: base64 of little-endian float32, 384 per text. "
        "The first 2 x paraphrasePairs texts are paraphrases, side by side. "
        "tokens: before any cut, with [CLS] and [SEP].",
        "paraphrasePairs": pairs,
        "texts": texts,
        "tokens": [len(counter.encode(text).ids) for text in texts],
        "vectors": base64.b64encode(vectors.astype("<f4").tobytes()).decode("ascii"),
    }
    REFERENCE_FILE.parent.mkdir(parents=True, exist_ok=True)
    REFERENCE_FILE.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write-reference", action="store_true")
    arguments = parser.parse_args()
    sentences = json.loads((Path(__file__).parent / "sentences.json").read_text(encoding="utf-8"))
    texts = [text for pair in sentences["paraphrases"] for text in pair] + sentences["others"]
    pairs = len(sentences["paraphrases"])
    tokenizer = load_tokenizer()
    ids = [tokenizer.encode(text).ids for text in texts]
    bert = NumpyBert(load_weights())
    reference = np.stack([bert.sentence_vector(tokens) for tokens in ids])
    print(
        f"{len(texts)} texts, {sum(len(tokens) == 256 for tokens in ids)} of them at the limit of 256 tokens"
    )
    passed = check(texts, pairs, ids, reference)
    if arguments.write_reference:
        write_reference(texts, pairs, reference)
    raise SystemExit(0 if passed else 1)


if __name__ == "__main__":
    main()
