"""BERT forward pass in plain numpy: the reference that every export is compared with.

Written from the BERT paper (Devlin et al. 2019) and the published config.json, without ONNX, one text at a
time (so without padding and without a mask).
"""

import math
from collections.abc import Callable

import numpy as np

LAYERS = 6
HEADS = 12
EPSILON = 1e-12

_erf = np.frompyfunc(math.erf, 1, 1)


def _gelu(x: np.ndarray) -> np.ndarray:
    """The exact form, 0.5 x (1 + erf(x / sqrt 2)): config.json says "gelu", not "gelu_new"."""
    return 0.5 * x * (1 + _erf(x / math.sqrt(2)).astype(x.dtype))


class NumpyBert:
    """The published weights as a function from token ids ([CLS] and [SEP] included) to vectors.

    `observe(name, x)` is called with the input (tokens, in) of every linear layer.
    """

    def __init__(
        self, weights: dict[str, np.ndarray], observe: Callable[[str, np.ndarray], None] | None = None
    ):
        self.weights = weights
        self.observe = observe

    def _linear(self, name: str, x: np.ndarray) -> np.ndarray:
        if self.observe is not None:
            self.observe(name, x)
        return x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]

    def _layer_norm(self, name: str, x: np.ndarray) -> np.ndarray:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON)
        return scaled * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]

    def _attention(self, layer: str, x: np.ndarray) -> np.ndarray:
        tokens, width = x.shape

        def heads(part: str) -> np.ndarray:
            projected = self._linear(f"{layer}.attention.self.{part}", x)
            return projected.reshape(tokens, HEADS, width // HEADS).transpose(1, 0, 2)

        scores = heads("query") @ heads("key").transpose(0, 2, 1) / math.sqrt(width // HEADS)
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        shares /= shares.sum(-1, keepdims=True)
        mixed = (shares @ heads("value")).transpose(1, 0, 2).reshape(tokens, width)
        return self._linear(f"{layer}.attention.output.dense", mixed)

    def last_hidden_state(self, ids: list[int]) -> np.ndarray:
        """Hidden states (tokens, 384) of one text."""
        x = self.weights["embeddings.word_embeddings.weight"][ids]
        x = x + self.weights["embeddings.position_embeddings.weight"][: len(ids)]
        x = x + self.weights["embeddings.token_type_embeddings.weight"][0]
        x = self._layer_norm("embeddings.LayerNorm", x)
        for index in range(LAYERS):
            layer = f"encoder.layer.{index}"
            x = self._layer_norm(f"{layer}.attention.output.LayerNorm", x + self._attention(layer, x))
            inner = _gelu(self._linear(f"{layer}.intermediate.dense", x))
            x = self._layer_norm(
                f"{layer}.output.LayerNorm", x + self._linear(f"{layer}.output.dense", inner)
            )
        return x

    def sentence_vector(self, ids: list[int]) -> np.ndarray:
        """Unit vector (384,): the mean of the hidden states, scaled to length 1."""
        mean = self.last_hidden_state(ids).mean(0)
        return mean / np.linalg.norm(mean)
