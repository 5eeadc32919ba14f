import torch
from torch.func import grad

def f(x):
    return x**4 - 3 * x**3 + 2

x = torch.tensor(6.0)
for i in range(8):
    x = x - grad(f)(x) / grad(grad(f))(x)
x
