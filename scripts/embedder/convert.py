"""Writes public/models/all-MiniLM-L6-v2 from the published weights. How to run it: README.md here."""

import json
from pathlib import Path

import onnx

from calibration import measure_reach
from onnx_bert import build_onnx
from source_model import MAX_TOKENS, load_tokenizer, load_weights, sha256_of, source_file

MODEL_FOLDER = Path(__file__).parents[2] / "public" / "models" / "all-MiniLM-L6-v2"
MODEL_FILES = ("config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model_quantized.onnx")


def _write_tokenizer() -> None:
    """The published tokenizer, neither padding to 128 tokens nor cutting there: the model's limit is 256."""
    tokenizer = json.loads(source_file("tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["truncation"] = None
    tokenizer["padding"] = None
    compact = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (MODEL_FOLDER / "tokenizer.json").write_text(compact, encoding="utf-8")
    config = json.loads(source_file("tokenizer_config.json").read_text(encoding="utf-8"))
    config["model_max_length"] = MAX_TOKENS
    (MODEL_FOLDER / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    (MODEL_FOLDER / "onnx").mkdir(parents=True, exist_ok=True)
    (MODEL_FOLDER / "config.json").write_bytes(source_file("config.json").read_bytes())
    _write_tokenizer()
    weights = load_weights()
    model = build_onnx(weights, measure_reach(weights, load_tokenizer()))
    onnx.save(model, MODEL_FOLDER / "onnx" / "model_quantized.onnx")
    for name in MODEL_FILES:
        path = MODEL_FOLDER / name
        print(f"{sha256_of(path)}  {path.stat().st_size:>9}  {name}")


if __name__ == "__main__":
    main()
