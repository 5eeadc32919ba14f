"""Expressions over arrays for array_functions.json: (expression, arguments).

Values and gradients are computed; array_conventions.py holds what is chosen and not computed.
"""

V = [1.5, -2.0, 0.5]
W = [0.25, 3.0, -1.0]
LONG = [0.5, -1.25, 2.0, 0.75, -0.5, 1.75]
M = [[1.5, -2.0, 0.5], [0.25, 3.0, -1.0]]
N = [[0.5, 1.0], [-1.5, 2.0], [0.75, -0.25]]
Q = [[2.0, -1.0, 0.5], [0.25, 3.0, 1.0], [-0.5, 0.75, 1.5]]
P = [[4.0, 1.0, 0.5], [1.0, 3.0, -0.25], [0.5, -0.25, 2.0]]
S = [[0.5, -1.0], [2.0, 1.5]]
C = [[[1.0, 2.0], [-0.5, 1.5]], [[0.25, -1.0], [3.0, 0.75]], [[-2.0, 0.5], [1.25, -1.5]]]
D = [[[0.5, 1.0], [1.5, -1.0]], [[2.0, 0.25], [-0.75, 1.0]], [[1.0, -0.5], [0.5, 2.0]]]
POSITIVE = [0.5, 2.0, 3.5]
ZEROED = [2.0, 0.0, 3.0, -1.5]
TWICE = [2.0, 0.0, 3.0, 0.0]

REDUCTIONS = [
    ("sum(x)", {"x": V}), ("sum(x)", {"x": M}), ("sum(x, axis=0)", {"x": M}),
    ("sum(x, axis=1)", {"x": M}), ("sum(x, axis=-1, keepdims=True)", {"x": M}),
    ("sum(x, axis=(0, 2))", {"x": C}), ("sum(x**2, axis=1, keepdims=True) * x", {"x": M}),
    ("mean(x)", {"x": V}), ("mean(x, axis=0)", {"x": M}),
    ("mean(x**2, axis=1, keepdims=True)", {"x": M}),
    ("prod(x)", {"x": V}), ("prod(x, axis=1)", {"x": M}), ("prod(x, axis=0)", {"x": M}),
    ("prod(x, axis=-1, keepdims=True)", {"x": M}), ("prod(x)", {"x": ZEROED}),
    ("prod(x)", {"x": TWICE}), ("prod(x, axis=1)", {"x": [[2.0, 0.0, 3.0], [0.0, 0.0, 4.0]]}),
    ("var(x)", {"x": V}), ("var(x, axis=0)", {"x": M}), ("var(x, axis=1, keepdims=True)", {"x": M}),
    ("var(x, correction=1)", {"x": V}), ("var(x, ddof=1)", {"x": V}),
    ("std(x)", {"x": V}), ("std(x, axis=1)", {"x": M}), ("std(x, correction=1)", {"x": LONG}),
    ("max(x)", {"x": V}), ("max(x, axis=0)", {"x": M}),
    ("max(x, axis=1, keepdims=True)", {"x": M}),
    ("min(x)", {"x": V}), ("min(x, axis=0)", {"x": M}), ("min(x, axis=-1)", {"x": M}),
    ("logsumexp(x)", {"x": V}), ("logsumexp(x, axis=0)", {"x": M}),
    ("logsumexp(x, axis=1, keepdims=True)", {"x": M}),
    ("logsumexp(x)", {"x": [1000.0, 999.0, 0.0]}), ("logsumexp(x)", {"x": [-1000.0, -1001.0]}),
    ("logsumexp(x)", {"x": [-800.0, 0.0, -40.0]}),
    ("norm(x)", {"x": V}), ("norm(x)", {"x": M}), ("norm(x, axis=1)", {"x": M}),
    ("norm(x, ord=1)", {"x": V}), ("norm(x, ord=3)", {"x": V}), ("norm(x, ord=inf)", {"x": V}),
    ("norm(x, axis=0, keepdims=True)", {"x": M}),
    ("norm(x)", {"x": [3e200, 4e200]}), ("norm(x)", {"x": [3e-200, 4e-200]}),
    ("norm(x)", {"x": [0.0, -2.0]}),
    ("x * any(x > 1)", {"x": V}), ("x * all(x > 1)", {"x": V}),
    ("sum(x * any(x > 1, axis=1, keepdims=True), axis=0)", {"x": M}),
    ("x * all(x > -1, axis=0)", {"x": M}),
    ("argmax(x)", {"x": V}), ("argmin(x)", {"x": V}), ("x[argmax(x)]", {"x": V}),
    ("argmax(x, axis=0)", {"x": M}), ("argmin(x, axis=1)", {"x": M}),
    ("argmax(x)", {"x": [1.0, 3.0, 3.0]}), ("argmin(x)", {"x": [2.0, 1.0, 1.0]}),
    ("median(x)", {"x": V}), ("median(x)", {"x": LONG}),
    ("cumsum(x)", {"x": V}), ("cumsum(x, axis=0)", {"x": M}), ("cumsum(x, axis=1)", {"x": M}),
    ("cumsum(x**2, axis=-1)", {"x": M}),
    ("cumprod(x)", {"x": V}), ("cumprod(x, axis=0)", {"x": M}), ("cumprod(x, axis=1)", {"x": M}),
    ("cumprod(x)", {"x": ZEROED}), ("cumprod(x)", {"x": TWICE}),
    ("hessian(prod)(x)", {"x": V}), ("hessian(prod)(x)", {"x": [2.0, 0.0, 3.0]}),
    ("hessian(lambda v: sum(cumprod(v)))(x)", {"x": [2.0, 0.0, 3.0]}),
    ("hessian(lambda v: sum(cumprod(v)))(x)", {"x": V}),
    ("hessian(logsumexp)(x)", {"x": V}),
    ("sum(x[i] * y[i] for i in range(3))", {"x": V, "y": W}),
    ("prod(x[i] + i for i in range(3))", {"x": V}),
    ("max(x[i]**2 for i in range(3))", {"x": V}), ("min(x[i] for i in range(3))", {"x": V}),
]

STRUCTURE = [
    ("reshape(x, [3, 2])", {"x": M}), ("reshape(x, [-1])", {"x": M}),
    ("reshape(x, [2, -1])", {"x": LONG}),
    ("transpose(x)", {"x": M}), ("x.T * y", {"x": M, "y": N}),
    ("transpose(x, [2, 0, 1])", {"x": C}), ("permute_dims(x, [1, 2, 0])", {"x": C}),
    ("moveaxis(x, 0, -1)", {"x": C}),
    ("squeeze(x)", {"x": [[1.0], [2.0]]}), ("squeeze(x, axis=0)", {"x": [[1.0, 2.0]]}),
    ("expand_dims(x, axis=0)", {"x": V}), ("expand_dims(x, axis=-1) * y", {"x": V, "y": W}),
    ("concat([x, y])", {"x": V, "y": W}), ("concat([x, y], axis=1)", {"x": M, "y": S}),
    ("concat([x, x**2], axis=0)", {"x": M}), ("concat([x, y], axis=-1)", {"x": M, "y": S}),
    ("stack([x, y])", {"x": V, "y": W}), ("stack([x, y], axis=1)", {"x": V, "y": W}),
    ("stack([x, y, x], axis=-1)", {"x": V, "y": W}),
    ("tile(x, 2)", {"x": V}), ("tile(x, [2, 2])", {"x": S}), ("tile(x, [2, 1])", {"x": V}),
    ("repeat(x, 2)", {"x": V}), ("repeat(x, 2, axis=0)", {"x": S}),
    ("repeat(x, 3, axis=1)", {"x": S}), ("repeat(x, [1, 3], axis=0)", {"x": S}),
    ("flip(x)", {"x": V}), ("flip(x)", {"x": M}), ("flip(x, axis=1)", {"x": M}),
    ("roll(x, 1)", {"x": V}), ("roll(x, -1, axis=1)", {"x": M}), ("roll(x, 1)", {"x": M}),
    ("roll(x, 7)", {"x": V}),
    ("broadcast_to(x, [2, 3])", {"x": V}), ("broadcast_to(x, [2, 2])", {"x": 1.5}),
    ("broadcast_to(x, [2, 3, 2])", {"x": [[[1.0], [2.0], [3.0]]]}),
    ("take(x, [0, 2])", {"x": V}), ("take(x, [2, 0, 2])", {"x": V}),
    ("take(x, [1, 1], axis=1)", {"x": M}), ("take(x, [1], axis=0)", {"x": M}),
    ("take(x, -1, axis=1)", {"x": M}),
    ("pad(x, [[1, 2]])", {"x": V}), ("pad(x, [[1, 0], [0, 2]])", {"x": S}),
    ("pad(x, 1)", {"x": S}),
    ("sort(x)", {"x": V}), ("sort(x, axis=0)", {"x": M}), ("sort(x)", {"x": M}),
    ("sort(x, descending=True)", {"x": V}),
    ("diff(x)", {"x": LONG}), ("diff(x, axis=0)", {"x": M}), ("diff(x, n=2)", {"x": LONG}),
    ("diag(x)", {"x": V}), ("diag(x)", {"x": Q}), ("diag(x, 1)", {"x": Q}),
    ("diag(x, -1)", {"x": [1.0, 2.0]}),
    ("tril(x)", {"x": Q}), ("triu(x)", {"x": Q}), ("tril(x, -1)", {"x": Q}),
    ("triu(x, 1)", {"x": Q}),
    ("where(x > 0, x**2, y)", {"x": V, "y": W}), ("where(x > y, x, y)", {"x": V, "y": W}),
    ("where(x > 0, x, s)", {"x": M, "s": 2.0}), ("where(x > 0, x, y)", {"x": M, "y": W}),
    ("full([2, 2], x)", {"x": 1.5}), ("linspace(a, b, 4)", {"a": 1.0, "b": 3.0}),
    ("x * arange(3) + ones([3])", {"x": V}), ("matmul(eye(2), x)", {"x": S}),
    ("sum(x) / x.shape[0]", {"x": V}), ("sum(x) / size(x)", {"x": M}),
    ("[x[i]**2 for i in range(3)]", {"x": V}),
]

INDEXING = [
    ("x[0]", {"x": V}), ("x[-1]", {"x": V}), ("x[0]", {"x": M}), ("x[1, 2]", {"x": M}),
    ("x[1][2]", {"x": M}), ("x[1:3]", {"x": LONG}), ("x[:-2]", {"x": LONG}),
    ("x[-2:]", {"x": LONG}),
    ("x[::2]", {"x": LONG}), ("x[::-1]", {"x": V}), ("x[4:1:-2]", {"x": LONG}),
    ("x[1:100]", {"x": V}), ("x[:, 0]", {"x": M}), ("x[:, -1]", {"x": M}), ("x[1:, ::2]", {"x": M}),
    ("x[..., None] * y", {"x": V, "y": W}), ("x[None, :]", {"x": V}), ("x[..., 0]", {"x": C}),
    ("x[0, ..., 1]", {"x": C}), ("x[:, None, :] - y[None, :, :]", {"x": M, "y": M}),
    ("x[[0, 2]]", {"x": V}), ("x[[0, 0, 2]]", {"x": V}), ("x[[1, 0]]", {"x": M}),
    ("x[:, [2, 0]]", {"x": M}), ("x[x > 0]", {"x": V}), ("x[x > 0]", {"x": M}),
    ("sum(x[x > 0]**2)", {"x": LONG}), ("x[0] * x[1] + x[0]**2", {"x": V}),
    ("x[1:] - x[:-1]", {"x": LONG}), ('d["a"] * d["b"]', {"d": {"a": V, "b": W}}),
    ('sum(d["w"] * x) + d["b"]', {"d": {"w": V, "b": 2.0}, "x": W}),
]

LINEAR = [
    ("matmul(a, b)", {"a": M, "b": N}), ("a @ b", {"a": M, "b": N}), ("a @ b", {"a": M, "b": V}),
    ("a @ b", {"a": [1.0, 2.0], "b": M}), ("a @ b", {"a": V, "b": W}),
    ("a @ b", {"a": C, "b": D}), ("a @ b", {"a": C, "b": S}), ("a @ b @ a", {"a": S, "b": S}),
    ("a.T @ a", {"a": M}),
    ("dot(a, b)", {"a": V, "b": W}), ("dot(a, b)", {"a": M, "b": N}),
    ("dot(a, b)", {"a": M, "b": V}),
    ("vdot(a, b)", {"a": V, "b": W}), ("outer(a, b)", {"a": V, "b": [2.0, -1.0]}),
    ("trace(a)", {"a": Q}), ("trace(a @ b)", {"a": M, "b": N}),
    ("kron(a, b)", {"a": S, "b": [[1.0, 2.0]]}), ("cross(a, b)", {"a": V, "b": W}),
    ("tensordot(a, b, axes=1)", {"a": M, "b": N}), ("tensordot(a, b)", {"a": M, "b": M}),
    ("tensordot(a, b, axes=([0], [1]))", {"a": M, "b": S}),
    ("tensordot(a, b, axes=0)", {"a": V, "b": [2.0, -1.0]}),
    ("einsum('ij,jk->ik', a, b)", {"a": M, "b": N}), ("einsum('ij,jk', a, b)", {"a": M, "b": N}),
    ("einsum('ii', a)", {"a": Q}), ("einsum('ii->i', a)", {"a": Q}),
    ("einsum('ij->ji', a)", {"a": M}), ("einsum('ij->', a)", {"a": M}),
    ("einsum('ij->j', a)", {"a": M}), ("einsum('i,i->', a, b)", {"a": V, "b": W}),
    ("einsum('i,j->ij', a, b)", {"a": V, "b": [2.0, -1.0]}),
    ("einsum('ij,j->i', a, b)", {"a": M, "b": V}), ("einsum('ij,ij->i', a, b)", {"a": M, "b": M}),
    ("einsum('bij,bjk->bik', a, b)", {"a": C, "b": D}),
    ("einsum('bij->bji', a)", {"a": C}), ("einsum('...ij->...ji', a)", {"a": C}),
    ("einsum('...i,i->...', a, b)", {"a": C, "b": [2.0, -1.0]}),
    ("einsum('ij,jk,kl->il', a, b, c)", {"a": M, "b": N, "c": S}),
    ("einsum('i,ij,j->', x, a, x)", {"x": V, "a": Q}),
    ("einsum('ij,kj->ik', a, a)", {"a": M}),
    ("einsum('ijk,j->ki', a, b)", {"a": C, "b": [2.0, 3.0]}),
    ("det(a)", {"a": Q}), ("det(a)", {"a": S}), ("inv(a)", {"a": Q}), ("logdet(a)", {"a": P}),
    ("slogdet(a)[1]", {"a": Q}), ("slogdet(a)[0] * det(a)", {"a": Q}),
    ("solve(a, b)", {"a": Q, "b": V}), ("solve(a, b)", {"a": Q, "b": N}),
    ("matrix_power(a, 3)", {"a": S}), ("expm(a)", {"a": S}), ("svdvals(a)", {"a": M}),
    ("pinv(a)", {"a": N}), ("cholesky((a + a.T) / 2)", {"a": P}),
    ("eigvalsh((a + a.T) / 2)", {"a": P}),
]

ELEMENTWISE = [
    ("softmax(x)", {"x": V}), ("softmax(x)", {"x": M}), ("softmax(x, axis=0)", {"x": M}),
    ("softmax(x)", {"x": [1000.0, 0.0, 999.0]}),
    ("log_softmax(x)", {"x": V}), ("log_softmax(x, axis=0)", {"x": M}),
    ("log_softmax(x)", {"x": [1000.0, 0.0, 999.0]}),
    ("sigmoid(x)", {"x": V}), ("log_sigmoid(x)", {"x": V}), ("softplus(x)", {"x": V}),
    ("softplus(x)", {"x": [-40.0, 40.0, 800.0]}), ("log_sigmoid(x)", {"x": [-800.0, 40.0]}),
    ("relu(x)", {"x": V}), ("relu6(x)", {"x": [-1.0, 3.0, 7.0]}), ("hard_tanh(x)", {"x": V}),
    ("leaky_relu(x)", {"x": V}), ("elu(x)", {"x": V}), ("selu(x)", {"x": V}), ("gelu(x)", {"x": V}),
    ("gelu(x)", {"x": [-9.0, 6.0]}), ("silu(x)", {"x": V}), ("mish(x)", {"x": V}),
    ("softsign(x)", {"x": V}), ("tanh(x)", {"x": V}),
    ("erf(x)", {"x": V}), ("erfc(x)", {"x": [0.5, 5.0, 10.0]}), ("lgamma(x)", {"x": POSITIVE}),
    ("digamma(x)", {"x": POSITIVE}), ("xlogy(x, y)", {"x": V, "y": POSITIVE}),
    ("logaddexp(x, y)", {"x": V, "y": W}), ("hypot(x, y)", {"x": V, "y": W}),
    ("atan2(y, x)", {"x": V, "y": W}), ("maximum(x, y)", {"x": V, "y": W}),
    ("minimum(x, 0)", {"x": M}), ("clip(x, -1, 1)", {"x": V}),
    ("clip(x, a, b)", {"x": V, "a": -1.0, "b": 1.0}),
    ("abs(x)", {"x": V}), ("square(x)", {"x": M}), ("x**3", {"x": V}), ("2**x", {"x": V}),
    ("x**y", {"x": POSITIVE, "y": W}), ("x / y", {"x": V, "y": W}), ("-x^2", {"x": V}),
    ("x + y", {"x": M, "y": W}), ("x * y", {"x": M, "y": [[2.0], [-1.0]]}),
    ("x - y", {"x": 2.0, "y": M}), ("x / y", {"x": [[1.0], [2.0]], "y": POSITIVE}),
    ("x * y", {"x": [[[1.0, 2.0]], [[3.0, 4.0]]], "y": N}), ("x**2 * s", {"x": M, "s": 3.0}),
    ("exp(-(x - m)**2 / (2 * s**2)) / s", {"x": V, "m": 0.5, "s": 1.5}),
    ("sum(log1p(exp(-y * (a @ w))))", {"a": N, "w": [0.5, -1.0], "y": [1.0, -1.0, 1.0]}),
]

GROUPS = {
    "reductions": REDUCTIONS, "structure": STRUCTURE, "indexing": INDEXING, "linear": LINEAR,
    "elementwise": ELEMENTWISE,
}
