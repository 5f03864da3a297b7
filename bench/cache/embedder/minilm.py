"""all-MiniLM-L6-v2 in numpy: BERT of six layers, the mean over what is no padding, length 1. Reads safetensors by hand."""

import json
import math
import struct

import numpy

LAYERS = 6
HEADS = 12
# As the model was made for: what is beyond is cut off.
MOST_TOKENS = 256


def read_safetensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    tensors = {}
    for name, about in header.items():
        if name == "__metadata__" or about["dtype"] != "F32":
            continue
        start, end = about["data_offsets"]
        tensors[name.removeprefix("bert.")] = numpy.frombuffer(data[start:end], numpy.float32).reshape(about["shape"])
    return tensors


# Of the complementary error function to 1.2e-7 (Numerical Recipes, erfcc): numpy has none.
ERFC = [1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277]


def erf(x):
    size = numpy.abs(x).astype(numpy.float64)
    t = 1.0 / (1.0 + 0.5 * size)
    power = numpy.zeros_like(t)
    for factor in reversed(ERFC):
        power = t * (factor + power)
    rest = t * numpy.exp(-size * size - 1.26551223 + power)
    return numpy.where(x >= 0, 1 - rest, rest - 1)


class MiniLM:
    def __init__(self, weights, tokenizer):
        from tokenizers import Tokenizer

        self.tensors = read_safetensors(weights)
        self.tokenizer = Tokenizer.from_file(tokenizer)
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MOST_TOKENS)

    def embed(self, text):
        """A vector of 384, of length 1, and how many tokens it was."""
        ids = self.tokenizer.encode(text).ids
        hidden = self._embedded(ids)
        for layer in range(LAYERS):
            hidden = self._layer(hidden, f"encoder.layer.{layer}.")
        mean = hidden.mean(axis=0)
        return mean / numpy.linalg.norm(mean), len(ids)

    def _embedded(self, ids):
        words = self.tensors["embeddings.word_embeddings.weight"][ids]
        places = self.tensors["embeddings.position_embeddings.weight"][: len(ids)]
        types = self.tensors["embeddings.token_type_embeddings.weight"][0]
        return self._normed(words + places + types, "embeddings.LayerNorm")

    def _layer(self, hidden, at):
        attended = self._linear(self._attention(hidden, at + "attention.self."), at + "attention.output.dense")
        hidden = self._normed(hidden + attended, at + "attention.output.LayerNorm")
        wide = self._linear(hidden, at + "intermediate.dense")
        wide = (wide * 0.5 * (1.0 + erf(wide / math.sqrt(2.0)))).astype(numpy.float32)
        return self._normed(hidden + self._linear(wide, at + "output.dense"), at + "output.LayerNorm")

    def _attention(self, hidden, at):
        length, width = hidden.shape
        each = width // HEADS
        query, key, value = (
            self._linear(hidden, at + name).reshape(length, HEADS, each).transpose(1, 0, 2) for name in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(each)
        scores = numpy.exp(scores - scores.max(axis=-1, keepdims=True))
        shares = scores / scores.sum(axis=-1, keepdims=True)
        return (shares @ value).transpose(1, 0, 2).reshape(length, width)

    def _linear(self, hidden, name):
        return hidden @ self.tensors[name + ".weight"].T + self.tensors[name + ".bias"]

    def _normed(self, hidden, name):
        mean = hidden.mean(axis=-1, keepdims=True)
        variance = ((hidden - mean) ** 2).mean(axis=-1, keepdims=True)
        return (hidden - mean) / numpy.sqrt(variance + 1e-12) * self.tensors[name + ".weight"] + self.tensors[name + ".bias"]
