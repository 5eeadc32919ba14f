import torch
from torch.func import grad, jvp

def hvp(f, primals, tangents):
    return jvp(grad(f), primals, tangents)[1]

def f(x):
    return x.sin().sum()

hvp(f, (torch.tensor([0.5, 1.5]),), (torch.tensor([1.0, -2.0]),))
