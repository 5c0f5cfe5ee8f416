"""How the parts of a network become ONNX nodes: once in float32, once with int8 weights.

The int8 form is dynamic quantisation, but not quantize_dynamic of onnxruntime, whose lowest cosine to the
float32 model is 0.96 (README.md has the figures). It differs in two ways:

- Activations are quantised with one scale per token instead of one per tensor. So the other texts of a batch
  don't change a text's vector by more than rounding.
- The few channels with large values are scaled down before quantisation and their weights scaled up
  accordingly (Xiao et al. 2022, "SmoothQuant"), so that they do not take the precision of the others.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

# Levels on either side of zero; symmetric, so -128 is not used.
LEVELS = 127

# How much of a large channel's size moves to the weights: 1 for all, 0 for none. The lowest cosine differs by
# less than 0.003 between 0.5 and 0.7.
SMOOTHING = 0.6


class Graph:
    """Nodes and initializers of a graph under construction. Every method returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: dict[str, onnx.TensorProto] = {}

    def add(
        self, op: str, inputs: list[str], name: str, outputs: list[str] | None = None, **attributes
    ) -> str:
        """One node; `name` is its output unless `outputs` names several."""
        outputs = outputs or [name]
        self.nodes.append(helper.make_node(op, inputs, outputs, name=f"{op}:{name}", **attributes))
        return outputs[0]

    def constant(self, name: str, value: np.ndarray) -> str:
        self.initializers[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def rows(self, table: np.ndarray, ids: str, name: str) -> str:
        """The rows of an embedding table (rows, width) that `ids` point at."""
        return self.add("Gather", [self.constant(f"{name}.table", table), ids], name)

    def linear(
        self, x: str, matrix: np.ndarray, bias: np.ndarray, name: str, reach: np.ndarray | None
    ) -> str:
        """x @ matrix + bias. `reach` (in,): how large each channel of x gets; None: all about alike."""
        product = self.add("MatMul", [x, self.constant(f"{name}.weight", matrix)], f"{name}.product")
        return self.add("Add", [product, self.constant(f"{name}.bias", bias)], name)


def _int8(values: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """`values` as int8 and the float32 scales, one per slice along `axis`, that turn them back."""
    scale = np.maximum(np.abs(values).max(axis, keepdims=True), np.float32(1e-12)) / np.float32(LEVELS)
    return np.rint(values / scale).astype(np.int8), scale


class QuantisedGraph(Graph):
    """The same with int8 matrices and tables; sums, softmax and layer norms stay float32."""

    def rows(self, table: np.ndarray, ids: str, name: str) -> str:
        levels, scales = _int8(table, axis=1)
        picked = self.add("Gather", [self.constant(f"{name}.table", levels), ids], f"{name}.int8")
        scale = self.add("Gather", [self.constant(f"{name}.scales", scales), ids], f"{name}.scale")
        return self.add(
            "Mul", [self.add("Cast", [picked], f"{name}.float", to=TensorProto.FLOAT), scale], name
        )

    def linear(
        self, x: str, matrix: np.ndarray, bias: np.ndarray, name: str, reach: np.ndarray | None
    ) -> str:
        if reach is not None:
            factors = reach**SMOOTHING / np.abs(matrix).max(1) ** (1 - SMOOTHING)
            x = self.add("Mul", [x, self.constant(f"{name}.smoothing", 1 / factors)], f"{name}.smoothed")
            matrix = matrix * factors[:, None]
        weight, weight_scale = _int8(matrix, axis=0)
        levels, per_level = self._quantised_tokens(x, name)
        inputs = [levels, self.constant(f"{name}.weight", weight), self.constant("zero_level", np.uint8(128))]
        product = self.add("MatMulInteger", inputs, f"{name}.int32")
        product = self.add("Cast", [product], f"{name}.float", to=TensorProto.FLOAT)
        product = self.add(
            "Mul", [product, self.constant(f"{name}.scales", weight_scale[0])], f"{name}.unscaled"
        )
        product = self.add("Div", [product, per_level], f"{name}.product")
        return self.add("Add", [product, self.constant(f"{name}.bias", bias)], name)

    def _quantised_tokens(self, x: str, name: str) -> tuple[str, str]:
        """x as uint8 around 128, and the number of levels per unit of each token (batch, sequence, 1)."""
        axis = self.constant("last_axis", np.array([-1]))
        largest = self.add(
            "ReduceMax", [self.add("Abs", [x], f"{name}.abs"), axis], f"{name}.largest", keepdims=1
        )
        largest = self.add("Max", [largest, self.constant("tiny", np.float32(1e-12))], f"{name}.nonzero")
        per_level = self.add(
            "Div", [self.constant("levels", np.float32(LEVELS)), largest], f"{name}.levels_per_unit"
        )
        steps = self.add("Mul", [x, per_level], f"{name}.steps")
        # The cast drops the fraction, so 128.5 both moves the zero to 128 and rounds to the nearest level.
        moved = self.add("Add", [steps, self.constant("half_up", np.float32(128.5))], f"{name}.moved")
        return self.add("Cast", [moved], f"{name}.uint8", to=TensorProto.UINT8), per_level
