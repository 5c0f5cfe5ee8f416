"""The network as an ONNX model: input_ids, attention_mask, token_type_ids (int64) -> last_hidden_state."""

import math

import numpy as np
import onnx
from onnx import TensorProto, helper

from numpy_bert import EPSILON, HEADS, LAYERS
from onnx_graph import Graph, QuantisedGraph

OPSET = 20
IR_VERSION = 9

# Added to the score of a padded token, so that its share after softmax is exactly 0 in float32.
MASKED = -10000.0


class _Bert:
    """Adds the layers to a graph. Names of published tensors start with "embeddings." or "encoder."."""

    def __init__(self, graph: Graph, weights: dict[str, np.ndarray], reach: dict[str, np.ndarray]) -> None:
        self.graph = graph
        self.weights = weights
        self.reach = reach
        self.width = weights["embeddings.LayerNorm.weight"].shape[0]
        # In a Reshape, 0 keeps the input's size.
        graph.constant("heads_shape", np.array([0, 0, HEADS, self.width // HEADS]))
        graph.constant("joined_shape", np.array([0, 0, self.width]))
        graph.constant("head_scale", np.float32(math.sqrt(self.width // HEADS)))

    def _linear(self, x: str, parts: list[str], name: str) -> str:
        """The published linear layers `parts` side by side."""
        matrix = np.concatenate([self.weights[f"{part}.weight"] for part in parts]).T
        bias = np.concatenate([self.weights[f"{part}.bias"] for part in parts])
        return self.graph.linear(x, matrix, bias, name, self.reach.get(parts[0]))

    def _layer_norm(self, x: str, source: str, name: str) -> str:
        gain = self.graph.constant(f"{name}.gain", self.weights[f"{source}.weight"])
        shift = self.graph.constant(f"{name}.shift", self.weights[f"{source}.bias"])
        return self.graph.add("LayerNormalization", [x, gain, shift], name, axis=-1, epsilon=EPSILON)

    def embeddings(self) -> str:
        g, source = self.graph, "embeddings"
        words = g.rows(self.weights[f"{source}.word_embeddings.weight"], "input_ids", "words")
        types = g.constant("types.table", self.weights[f"{source}.token_type_embeddings.weight"])
        typed = g.add("Add", [words, g.add("Gather", [types, "token_type_ids"], "types")], "typed_words")
        # Positions 0 to sequence-1: the first `sequence` rows of the table.
        table = g.constant("positions.table", self.weights[f"{source}.position_embeddings.weight"])
        length = g.add("Shape", ["input_ids"], "length", start=1, end=2)
        positions = g.add("Slice", [table, g.constant("first", np.array([0])), length, "first"], "positions")
        return self._layer_norm(
            g.add("Add", [typed, positions], "placed_words"), f"{source}.LayerNorm", "embedded"
        )

    def mask(self) -> str:
        """(batch, 1, 1, sequence): 0 for a token, MASKED for padding."""
        g = self.graph
        present = g.add("Cast", ["attention_mask"], "present", to=TensorProto.FLOAT)
        absent = g.add("Sub", [g.constant("one", np.float32(1)), present], "absent")
        penalty = g.add("Mul", [absent, g.constant("masked", np.float32(MASKED))], "penalty")
        return g.add("Unsqueeze", [penalty, g.constant("mask_axes", np.array([1, 2]))], "mask")

    def _heads(self, x: str, order: list[int]) -> str:
        split = self.graph.add("Reshape", [x, "heads_shape"], f"{x}.split")
        return self.graph.add("Transpose", [split], f"{x}.heads", perm=order)

    def _attention(self, x: str, mask: str, source: str, name: str) -> str:
        g, names = self.graph, [f"{name}.query", f"{name}.key", f"{name}.value"]
        # One matrix for query, key and value: the activations are quantised once instead of three times.
        parts = [f"{source}.self.{part}" for part in ("query", "key", "value")]
        g.add(
            "Split", [self._linear(x, parts, f"{name}.qkv")], f"{name}.split", names, axis=-1, num_outputs=3
        )
        query, key = self._heads(names[0], [0, 2, 1, 3]), self._heads(names[1], [0, 2, 3, 1])
        scaled = g.add("Div", [g.add("MatMul", [query, key], f"{name}.raw"), "head_scale"], f"{name}.scaled")
        shares = g.add("Softmax", [g.add("Add", [scaled, mask], f"{name}.scores")], f"{name}.shares", axis=-1)
        mixed = g.add("MatMul", [shares, self._heads(names[2], [0, 2, 1, 3])], f"{name}.mixed")
        tokens = g.add("Transpose", [mixed], f"{name}.tokens", perm=[0, 2, 1, 3])
        joined = g.add("Reshape", [tokens, "joined_shape"], f"{name}.joined")
        return self._linear(joined, [f"{source}.output.dense"], name)

    def layer(self, x: str, mask: str, index: int) -> str:
        g, source, name = self.graph, f"encoder.layer.{index}", f"layer{index}"
        attention = self._attention(x, mask, f"{source}.attention", f"{name}.attention")
        attended = g.add("Add", [attention, x], f"{name}.attended")
        middle = self._layer_norm(attended, f"{source}.attention.output.LayerNorm", f"{name}.middle")
        inner = self._linear(middle, [f"{source}.intermediate.dense"], f"{name}.inner")
        active = g.add("Gelu", [inner], f"{name}.active")
        outer = self._linear(active, [f"{source}.output.dense"], f"{name}.outer")
        output = "last_hidden_state" if index == LAYERS - 1 else f"{name}.output"
        return self._layer_norm(
            g.add("Add", [outer, middle], f"{name}.summed"), f"{source}.output.LayerNorm", output
        )


def build_onnx(weights: dict[str, np.ndarray], reach: dict[str, np.ndarray] | None = None) -> onnx.ModelProto:
    """The model for any batch and any sequence up to 512 tokens.

    In float32 without `reach`; with int8 weights given the `reach` of measure_reach.
    """
    graph = Graph() if reach is None else QuantisedGraph()
    bert = _Bert(graph, weights, reach or {})
    x, mask = bert.embeddings(), bert.mask()
    for index in range(LAYERS):
        x = bert.layer(x, mask, index)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "sequence"]) for n in names]
    output = helper.make_tensor_value_info(x, TensorProto.FLOAT, ["batch", "sequence", bert.width])
    initializers = list(graph.initializers.values())
    onnx_graph = helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", inputs, [output], initializers)
    opsets = [helper.make_opsetid("", OPSET)]
    model = helper.make_model(
        onnx_graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="pagefile"
    )
    onnx.checker.check_model(model, full_check=True)
    return model
