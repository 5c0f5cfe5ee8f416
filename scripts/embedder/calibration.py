"""How large each channel gets at the inputs of the linear layers that follow a layer norm."""

import numpy as np
from tokenizers import Tokenizer

from numpy_bert import NumpyBert

# These read the network's residual stream, a few channels of which are always far larger than the rest.
SMOOTHED = ("attention.self.query", "intermediate.dense")

# Single words, spread over the vocabulary; before 999 it holds unused entries. One word at a time, because
# short texts lose most by quantisation. Real sentences as calibration texts gave the same accuracy.
FIRST_WORD = 999
WORD_STEP = 150


def measure_reach(weights: dict[str, np.ndarray], tokenizer: Tokenizer) -> dict[str, np.ndarray]:
    """Largest absolute value of each input channel (in,), by the published name of the linear layer."""
    reach: dict[str, np.ndarray] = {}

    def observe(name: str, x: np.ndarray) -> None:
        if name.endswith(SMOOTHED):
            reach[name] = np.maximum(reach.get(name, 1e-3), np.abs(x).max(0))

    bert = NumpyBert(weights, observe)
    start, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    for word in range(FIRST_WORD, tokenizer.get_vocab_size(), WORD_STEP):
        bert.last_hidden_state([start, word, end])
    return reach
