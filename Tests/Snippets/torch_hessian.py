import torch
from torch.func import hessian

def f(x):
    return x[0] ** 3 * x[1] + torch.exp(x[1])

hessian(f)(torch.tensor([1.5, -0.5]))
