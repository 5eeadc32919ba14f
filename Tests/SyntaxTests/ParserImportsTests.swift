import Syntax
import Testing

@Suite struct ParserImportsTests {
  @Test(arguments: [
    ("import numpy as np\nnp.sin(x)", "np.sin(x)"),
    (
      "import numpy as np; import jax, jax.numpy as jnp\nnp.sin(x) + jnp.cos(x)",
      "np.sin(x) + jnp.cos(x)"
    ),
    ("import jax.numpy as jn\njn.linalg.norm(x)", "jnp.linalg.norm(x)"),
    ("import jax.numpy as np\nnp.sin(np.pi * x)", "jnp.sin(jnp.pi * x)"),
    ("import autograd.numpy as anp\nanp.sin(x)", "np.sin(x)"),
    ("import tensorflow\ntensorflow.math.log(x)", "tf.math.log(x)"),
    ("import torch.nn.functional as F\nF.relu(x)", "torch.nn.functional.relu(x)"),
    ("from jax import grad, jit\ngrad(f)(x)", "grad(f)(x)"),
    ("from jax import numpy as jnp\njnp.sin(x)", "jnp.sin(x)"),
    ("from scipy import special as s\ns.erf(x)", "scipy.special.erf(x)"),
    ("from jax.numpy import sin as s, cos\ns(x) + cos(x)", "s = jnp.sin; s(x) + cos(x)"),
    ("from jax import random as r\nx", "x"),
    ("from jax.numpy import (\n  sin,\n  cos as c,\n)\nc(x)", "c = jnp.cos; c(x)"),
    ("from math import *\nx", "x"),
    (
      "def f(x):\n  import math\n  from math import log as ln_\n  return ln_(x)",
      "f(x) = (ln_ = math.log; ln_(x))"
    ),
    ("import numpy as np\nnp -> np + 1", "np -> np + 1"),
    ("import math as m\ndef f(m): return m.T\nm.sin(x)", "f(m) = m.T; math.sin(x)"),
    ("import math as m\nm -> m.T", "m -> m.T"), ("import numpy as np\n-x", "-x"),
    ("x\nimport numpy as np\n-x", "x; -x"),
  ])
  func importsAreIgnoredOrRename(text: String, expected: String) {
    #expect(desugared(text) == expected)
  }

  @Test func importsAloneAreNoExpression() {
    #expect(failure("import numpy as np")?.code == "empty-expression")
  }
}
