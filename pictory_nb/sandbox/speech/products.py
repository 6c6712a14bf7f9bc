"""Makes the network faster: its convolutions become products of matrices.

The runtime has a slow way to convolve 8-bit numbers, and a fast one to multiply matrices of them, if one side is
signed. A convolution over time is such a product: put the moments that it looks at side by side, and multiply.
The sums are the same, integer for integer; speaking takes a third less time. (Before, a bias was rounded on the
way, which is not needed here.)

Processors without instructions for it (x86 before VNNI) would let the sums overflow; ``processor_is_exact`` asks.
"""

from __future__ import annotations

from pictory_nb.sandbox.speech.network import INT8, INT64, UINT8, Network, Node, Tensor, message

__all__ = ["convolutions_as_products", "processor_is_exact"]

_END = 2**31


def processor_is_exact() -> bool:
    """Whether this processor multiplies unsigned with signed 8-bit numbers without overflow: a few milliseconds."""
    import numpy as np
    import onnxruntime

    size = 64
    right = Tensor("b", INT8, (size, size), np.full((size, size), 127, np.int8).tobytes())
    node = Node("MatMulInteger", ["a", "b"], ["y"])
    unsigned = message((1, message((1, UINT8))))
    graph = message(
        (1, node.written()),
        (2, "g"),
        (5, right.written()),
        (11, message((1, "a"), (2, unsigned))),
        (12, message((1, "y"))),
    )
    model = message((1, 9), (7, graph), (8, message((2, 20))))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    (sums,) = session.run(None, {"a": np.full((size, size), 255, np.uint8)})
    return bool((sums == size * 255 * 127).all())


def convolutions_as_products(network: Network) -> int:
    """Rewrite every dense convolution of stride 1; the number of those is returned."""
    makers = {name: node for node in network.nodes for name in node.outputs}
    users: dict[str, list[Node]] = {}
    for node in network.nodes:
        for name in node.inputs:
            users.setdefault(name, []).append(node)
    products: dict[int, list[Node]] = {}
    for node in network.nodes:
        if node.operation == "ConvInteger" and node.integers["strides"] == [1]:
            weights = network.tensors[node.inputs[1]]
            if weights.kind == UINT8 and weights.shape[1] >= 16:
                last, product = _product(network, node, makers, users)
                products[id(last)] = product
    network.nodes = [new for node in network.nodes for new in products.get(id(node), [node])]
    network.prune()
    return len(products)


def _product(
    network: Network, convolution: Node, makers: dict[str, Node], users: dict[str, list[Node]]
) -> tuple[Node, list[Node]]:
    """The last node of "convolve, add the rounded bias, cast, scale", and the nodes that go in its place."""
    quantised, weight_name, _, weight_zero = convolution.inputs
    _, scale, zero = makers[quantised].outputs
    following = users[convolution.outputs[0]][0]
    bias: list[str] = []
    if following.operation == "Add":
        bias = [_bias(next(makers[name] for name in following.inputs if name != convolution.outputs[0]), makers)]
        following = users[following.outputs[0]][0]
    last = users[following.outputs[0]][0]
    if (following.operation, last.operation) != ("Cast", "Mul"):
        raise ValueError(f"the network computes something unexpected around {convolution.outputs[0]}")
    stem = convolution.outputs[0]
    weights, offset = _signed(network, weight_name, weight_zero, stem)
    nodes, moments = _unfolded(network, convolution, quantised, zero, stem)
    weight_scale = weight_name.removesuffix("_quantized") + "_scale"
    nodes.append(
        Node(
            "MatMulIntegerToFloat",
            [moments, weights, scale, weight_scale, zero, offset, *bias],
            [f"{stem}.product"],
            domain="com.microsoft",
        )
    )
    nodes.append(Node("Transpose", [f"{stem}.product"], last.outputs, {"perm": [0, 2, 1]}))
    return last, nodes


def _bias(node: Node, makers: dict[str, Node]) -> str:
    """The bias before it was divided by the scale and rounded."""
    while node.operation != "Div":
        node = makers[node.inputs[0]]
    return node.inputs[0]


def _signed(network: Network, weight_name: str, zero_name: str, stem: str) -> tuple[str, str]:
    """The weights as a matrix of signed numbers, and the number in it that means zero."""
    import numpy as np

    weights = network.tensors[weight_name]
    out, into, width = weights.shape
    numbers = np.frombuffer(weights.data, np.uint8).reshape(out, into, width)
    matrix = (numbers.transpose(2, 1, 0).reshape(width * into, out) ^ 0x80).view(np.int8)
    zero = np.frombuffer(network.tensors[zero_name].data, np.uint8)[0] ^ 0x80
    return (
        _constant(network, f"{stem}.weights", INT8, matrix.shape, np.ascontiguousarray(matrix).tobytes()),
        _constant(network, f"zero.{zero}", INT8, (), bytes([zero])),
    )


def _unfolded(network: Network, convolution: Node, quantised: str, zero: str, stem: str) -> tuple[list[Node], str]:
    """Nodes that put, for each moment, the moments that the convolution looks at side by side."""
    (width,) = convolution.integers["kernel_shape"]
    (step,) = convolution.integers["dilations"]
    before, after = convolution.integers["pads"]
    now = f"{stem}.moments"
    nodes = [Node("Transpose", [quantised], [now], {"perm": [0, 2, 1]})]
    if before or after:
        edges = _integers(network, 0, before, 0, 0, after, 0)
        nodes.append(Node("Pad", [now, edges, zero], [f"{now}.padded"]))
        now = f"{now}.padded"
    if width == 1:
        return nodes, now
    shifted = []
    for place in range(width):
        end = (place - width + 1) * step or _END
        bounds = [_integers(network, number) for number in (place * step, end, 1)]
        shifted.append(f"{stem}.{place}")
        nodes.append(Node("Slice", [now, *bounds], [shifted[-1]]))
    nodes.append(Node("Concat", shifted, [f"{stem}.unfolded"], {"axis": [2]}))
    return nodes, f"{stem}.unfolded"


def _integers(network: Network, *numbers: int) -> str:
    data = b"".join(number.to_bytes(8, "little", signed=True) for number in numbers)
    return _constant(network, "integers." + ".".join(map(str, numbers)), INT64, (len(numbers),), data)


def _constant(network: Network, name: str, kind: int, shape: tuple[int, ...], data: bytes) -> str:
    network.tensors.setdefault(name, Tensor(name, kind, shape, data))
    return name
